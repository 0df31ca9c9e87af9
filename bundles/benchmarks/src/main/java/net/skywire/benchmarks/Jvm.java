package net.skywire.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java on which scenarios run, each in a fresh process.
 *
 * @param label ends the names of the rows measured on it
 * @param options it is started with beside those of topic and scenario
 */
record Jvm(Path home, String label, List<String> options) {

    private static final long LONGEST_SECONDS = 1800;
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)[^\"]*\"");

    static Jvm at(Path home) throws IOException {
        Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
        if (!version.find()) {
            throw new IOException(home + ": expected a file release with JAVA_VERSION, found none");
        }
        return new Jvm(home, version.group(1), List.of());
    }

    /** The same with an option, and a label that says so. */
    Jvm with(String suffix, String option) {
        return new Jvm(home, label + suffix, List.of(option));
    }

    /** @param folder empty, for the scenario and its rows */
    List<Row> run(Topic topic, String scenario, Path folder) throws IOException, InterruptedException {
        Path rows = folder.resolve("rows");
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.addAll(topic.options());
        command.addAll(topic.scenario(scenario).options());
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("arm."))
                .forEach(name -> command.add("-D" + name + '=' + System.getProperty(name)));
        command.addAll(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquick=" + Boolean.getBoolean("quick"),
                "-Dproduct=" + System.getProperty("product"),
                "-Dpeer=" + System.getProperty("peer"),
                "-Dkaraf=" + System.getProperty("karaf"),
                "-Djava17=" + System.getProperty("java17"),
                "-Djava.library.path=" + System.getProperty("java.library.path"),
                "-cp",
                System.getProperty("java.class.path"),
                Measuring.class.getName(),
                topic.text(),
                scenario,
                Files.createDirectories(folder.resolve("work")).toString(),
                rows.toString()));
        await(new ProcessBuilder(command).inheritIO().start(), scenario);
        return Files.readAllLines(rows).stream()
                .map(line -> Row.of(line).on(label))
                .toList();
    }

    private void await(Process process, String scenario) throws IOException, InterruptedException {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        scenario + " on Java " + label + ": not done after " + LONGEST_SECONDS + " s, and ended");
            }
            if (process.exitValue() != 0) {
                throw new IOException(scenario + " on Java " + label + ": failed, see above");
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
