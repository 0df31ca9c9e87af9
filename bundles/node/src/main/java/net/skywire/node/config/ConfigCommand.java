package net.skywire.node.config;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.skywire.host.file.WholeFile;
import tools.jackson.databind.JsonNode;

/** The commands {@code check-config} and {@code gen-config} of {@code bin/skywire-osgi}. */
public final class ConfigCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private static final String CHECK_USAGE = """
            usage: skywire-osgi check-config [--config] [FILE]

              Says all that is wrong with a configuration, a line for each fault with its place, and what is odd.
              Without FILE, with the one that would be taken: see skywire-osgi --help.

            exit codes: 0 nothing is wrong, 1 something is, 2 wrong usage
            """;
    private static final String GENERATE_USAGE = """
            usage: skywire-osgi gen-config [--force] [FILE]

              Makes a configuration with a fresh key pair: FILE, or skywire-config.json right here. Its owner alone can
              read it, since it holds the secret key: keep it so, and keep it safe. It is how other nodes know this one.

              --force  in place of one that is there already, whose keys are lost then

              Then put apps on its list, look at it with skywire-osgi check-config FILE, and give it to
              skywire-osgi start --config FILE.

            exit codes: 0 made, 1 not made, 2 wrong usage
            """;

    private final Path home;
    private final ConfigLocation.Surroundings around;
    private final PrintStream out;
    private final PrintStream err;

    ConfigCommand(Path home, ConfigLocation.Surroundings around, PrintStream out, PrintStream err) {
        this.home = home;
        this.around = around;
        this.out = out;
        this.err = err;
    }

    /** @param args the product's folder, the command, and its arguments */
    public static void main(String[] args) {
        ConfigCommand command = new ConfigCommand(
                Path.of(args[0]), ConfigLocation.Surroundings.ofThisProcess(null), System.out, System.err);
        System.exit(command.run(List.of(args).subList(1, args.length)));
    }

    int run(List<String> args) {
        boolean check = args.get(0).equals("check-config");
        List<String> rest = args.subList(1, args.size());
        String option = check ? "--config" : "--force";
        boolean given = !rest.isEmpty() && rest.get(0).equals(option);
        List<String> files = given ? rest.subList(1, rest.size()) : rest;
        if (rest.contains("--help") || rest.contains("-h")) {
            out.print(check ? CHECK_USAGE : GENERATE_USAGE);
            return DONE;
        }
        if (files.size() > 1 || files.stream().anyMatch(file -> file.isEmpty() || file.startsWith("-"))) {
            err.print(check ? CHECK_USAGE : GENERATE_USAGE);
            return WRONG_USAGE;
        }
        Optional<String> file = files.stream().findFirst();
        return check ? check(file) : generate(file, given);
    }

    private int check(Optional<String> named) {
        ConfigLocation location = ConfigLocation.find(home, around.with(named)).orElseThrow();
        try {
            JsonNode document = JsonFile.read(location.file());
            Reading reading = ConfigStore.check(document, location.file(), location.folders());
            reading.faults().forEach(fault -> out.println(location.file() + ": " + fault));
            reading.warnings().forEach(warning -> out.println(location.file() + ": warning: " + warning));
            missingExecutables(reading.config()).forEach(line -> out.println(location.file() + ": warning: " + line));
            if (reading.isRight()) {
                out.println(location.file() + ": nothing is wrong; " + location.why() + "; " + "apps on the list: "
                        + reading.config().apps().size());
            }
            return reading.isRight() ? DONE : FAILED;
        } catch (IOException e) {
            out.println(e.getMessage());
            return FAILED;
        }
    }

    private static List<String> missingExecutables(NodeConfig config) {
        return config.processApps().values().stream()
                .filter(app -> !isThere(app.process().orElseThrow().command().get(0)))
                .map(app -> "app " + app.name() + ": there is no executable "
                        + app.process().orElseThrow().command().get(0))
                .toList();
    }

    /** One without a slash is looked for in PATH when it is started. */
    private static boolean isThere(String program) {
        return program.indexOf('/') < 0 || Files.isExecutable(Path.of(program));
    }

    private int generate(Optional<String> named, boolean force) {
        Path file =
                around.work().resolve(named.orElse(ConfigLocation.FILE_NAME)).normalize();
        try {
            if (Files.exists(file) && !force) {
                err.println("skywire-osgi: " + file + " is there already; --force makes another in its place,"
                        + " and its keys are lost then");
                return FAILED;
            }
            FreshConfig fresh = FreshConfig.make();
            Files.createDirectories(file.toAbsolutePath().getParent());
            WholeFile.write(file, fresh.text(), WholeFile.SECRET);
            out.println(file + ": made for node " + fresh.key());
            return DONE;
        } catch (IOException e) {
            err.println("skywire-osgi: " + file + " cannot be written: " + e);
            return FAILED;
        }
    }
}
