package net.skywire.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the scenarios of topics on each Java, prints the rows and writes them to files. Started by distribution/bench. */
final class Bench {

    private final Path folder;
    private final List<Jvm> jvms;

    private Bench(Path folder, List<Jvm> jvms) {
        this.folder = folder;
        this.jvms = jvms;
    }

    /** Arguments: a folder for the results, the homes of Javas behind one another with colons, and topics or all. */
    public static void main(String[] args) throws InterruptedException {
        try {
            List<Jvm> jvms = new ArrayList<>();
            for (String home : args[1].split(":")) {
                jvms.add(Jvm.at(Path.of(home)));
            }
            Bench bench = new Bench(Path.of(args[0]), jvms);
            for (Topic topic : topics(List.of(args).subList(2, args.length))) {
                bench.run(topic);
            }
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private static List<Topic> topics(List<String> asked) {
        return asked.contains("all")
                ? List.of(Topic.values())
                : asked.stream().map(Topic::of).toList();
    }

    private void run(Topic topic) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (String scenario : topic.scenarios()) {
            for (Jvm jvm : jvms.stream().map(topic::on).flatMap(List::stream).toList()) {
                System.out.println("== " + topic.text() + ": " + scenario + " on Java " + jvm.label());
                rows.addAll(measured(topic, scenario, jvm));
            }
        }
        Path file = folder.resolve(topic.text() + ".json");
        Files.writeString(file, rows.stream().map(Row::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n")));
        System.out.print('\n' + Table.of(rows) + "\n== written to " + file + '\n');
    }

    private List<Row> measured(Topic topic, String scenario, Jvm jvm) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("skywire-bench");
        try {
            return jvm.run(topic, scenario, work);
        } finally {
            delete(work);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
