package net.skywire.node.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the configuration is.
 *
 * @param why it is this one
 */
public record ConfigLocation(Path file, String why, Folders folders) {

    /** As Go nodes have it. */
    static final String FILE_NAME = "skywire-config.json";

    private static final Path SYSTEM = Path.of("/usr/local/skycoin/skywire");

    /** Where one may look for it. */
    public record Surroundings(Optional<String> argument, Map<String, String> environment, Path work, Path system) {

        public static Surroundings ofThisProcess(String argument) {
            return new Surroundings(
                    Optional.ofNullable(argument), System.getenv(), Path.of("").toAbsolutePath(), SYSTEM);
        }

        Surroundings with(Optional<String> named) {
            return new Surroundings(named, environment, work, system);
        }
    }

    /**
     * The one that was named, whether or not it is there, or else the first that is there.
     *
     * @param home of the product; null if there is none
     * @return where it would be looked for first in the product, if it is nowhere; empty if there is no product either
     */
    public static Optional<ConfigLocation> find(Path home, Surroundings around) {
        String named = around.environment().get("SW_CONFIG");
        if (around.argument().isPresent()) {
            return Optional.of(at(around.work().resolve(around.argument().get()), "named on the command line", home));
        }
        if (named != null && !named.isEmpty()) {
            return Optional.of(at(around.work().resolve(named), "named by SW_CONFIG", home));
        }
        List<ConfigLocation> places = places(home, around);
        return places.stream()
                .filter(place -> Files.exists(place.file))
                .findFirst()
                .or(() -> Optional.ofNullable(home).map(folder -> at(inConf(folder), "none is found elsewhere", home)));
    }

    private static List<ConfigLocation> places(Path home, Surroundings around) {
        List<ConfigLocation> places = new ArrayList<>();
        places.add(at(around.work().resolve(FILE_NAME), "found in the working directory", home));
        if (home != null) {
            places.add(at(inConf(home), "found in the product's conf/", home));
        }
        String user = around.environment().get("HOME");
        if (user != null && !user.isEmpty()) {
            Path file = Path.of(user, ".skycoin", "skywire", FILE_NAME);
            places.add(at(around.work().resolve(file), "found in the home directory", home));
        }
        places.add(at(around.system().resolve(FILE_NAME), "found in the system's folder", home));
        return places;
    }

    private static Path inConf(Path home) {
        return home.resolve("conf").resolve(FILE_NAME);
    }

    private static ConfigLocation at(Path file, String why, Path home) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        boolean ofProduct = home != null && folder.equals(home.resolve("conf"));
        return new ConfigLocation(absolute, why, ofProduct ? Folders.ofProduct(home) : Folders.of(folder));
    }
}
