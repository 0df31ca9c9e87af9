package net.skywire.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the assembled product, as it is unpacked, in which both sample apps run. */
final class Home {

    static final String FAILED = "app helloworld-client failed";
    static final String PONG = "helloworld-client  pong from ";

    private static final List<String> SAMPLES = List.of("helloworld-server", "helloworld-client");

    private final Path folder;

    private Home(Path folder) throws IOException {
        this.folder = folder;
        Path assembled = Path.of(System.getProperty("product"));
        List<Path> all;
        try (Stream<Path> found = Files.walk(assembled)) {
            all = found.filter(path -> !path.startsWith(assembled.resolve("data")))
                    .toList();
        }
        for (Path each : all) {
            Files.copy(each, folder.resolve(assembled.relativize(each).toString()));
        }
        folder.resolve("bin/skywire-osgi").toFile().setExecutable(true);
    }

    /** With the samples as apps of the profile. */
    static Home minimal(Path folder) throws IOException {
        Home home = new Home(folder);
        home.profile(SAMPLES.stream().map(app -> "app samples/" + app + ".jar").toList());
        return home;
    }

    /** With the samples in {@code apps/}. */
    static Home standard(Path folder) throws IOException {
        Home home = new Home(folder);
        Files.copy(
                folder.resolve("samples/publisher.pem"),
                Files.createDirectories(folder.resolve("conf/publishers")).resolve("samples.pem"));
        for (String app : SAMPLES) {
            Files.copy(folder.resolve("samples/" + app + ".jar"), folder.resolve("apps/" + app + ".jar"));
        }
        return home;
    }

    /** @param apps lines of a profile, beside those of the minimal one */
    void profile(List<String> apps) throws IOException {
        List<String> lines = new ArrayList<>(List.of("include minimal"));
        lines.addAll(apps);
        Files.write(folder.resolve("conf/profile"), lines);
    }

    Path folder() {
        return folder;
    }

    /** With the Java that runs this. */
    ProcessBuilder run() {
        return run(Path.of(System.getProperty("java.home")));
    }

    ProcessBuilder run(Path java) {
        ProcessBuilder run =
                new ProcessBuilder(folder.resolve("bin/skywire-osgi").toString(), "run");
        run.environment().put("JAVA_HOME", java.toString());
        run.environment().remove("SW_CONFIG");
        return run.directory(folder.toFile());
    }
}
