package net.skywire.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Apache Karaf's minimal distribution, unpacked where the property {@code karaf} says; on Java 17, since it starts on no later one. */
final class Karaf {

    /** What it prints when its console takes commands. */
    static final String READY = "to shutdown Karaf";

    private Karaf() {}

    static ProcessBuilder run() throws IOException {
        Path home = Path.of(System.getProperty("karaf"));
        Path command = home.resolve("bin/karaf");
        if (!Files.isExecutable(command)) {
            throw new IOException("expected Apache Karaf at " + command + ", found nothing to run");
        }
        ProcessBuilder run = new ProcessBuilder(command.toString());
        run.environment().put("JAVA_HOME", System.getProperty("java17"));
        return run.directory(home.toFile());
    }
}
