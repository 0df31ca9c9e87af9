package net.skywire.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.ProcessOptions;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Samples;
import net.skywire.benchmarks.Scenario;

/** The product as an operator starts it, with both sample apps, and a framework with nothing in it. */
public final class FirstPong implements Scenario {

    private static final int ROUNDS = 9;
    private static final int TRIES = 5;
    private static final String FAILED = "app helloworld-client failed";
    private static final String PONG = "helloworld-client  pong from ";

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Path home = product(folder.resolve("product"));
        Path felix = folder.resolve("felix");
        report.progress(ROUNDS + " rounds, each the product until its first pong and a bare framework");
        Samples product = new Samples();
        Samples bare = new Samples();
        Samples ratio = new Samples();
        Samples memory = new Samples();
        Samples bareMemory = new Samples();
        for (int round = 0; round <= ROUNDS; round++) {
            Started ours = firstPong(home, report);
            Started framework =
                    Started.until(BareFelix.READY, FAILED, bareFelix(felix)).orElseThrow();
            if (round > 0) {
                product.add(ours.milliseconds());
                bare.add(framework.milliseconds());
                ratio.add(ours.milliseconds() / framework.milliseconds());
                memory.add(ours.megabytes());
                bareMemory.add(framework.megabytes());
            }
        }
        report.row(new Row(
                "start.to-pong", product.median(), "ms", bare.median(), ratio.median(), Goal.NONE, ratio.spread()));
        report.row(new Row("start.rss", memory.median(), "MB", bareMemory.median(), Goal.NONE, memory.spread()));
    }

    /** A copy of the assembled product, as it is unpacked, with both samples in its {@code apps/}. */
    private static Path product(Path home) throws IOException {
        Path assembled = Path.of(System.getProperty("product"));
        List<Path> all;
        try (Stream<Path> found = Files.walk(assembled)) {
            all = found.filter(path -> !path.startsWith(assembled.resolve("data")))
                    .toList();
        }
        for (Path each : all) {
            Files.copy(each, home.resolve(assembled.relativize(each).toString()));
        }
        Files.createDirectories(home.resolve("data"));
        for (String app : List.of("helloworld-server.jar", "helloworld-client.jar")) {
            Files.copy(
                    home.resolve("samples").resolve(app), home.resolve("apps").resolve(app));
        }
        home.resolve("bin/skywire-osgi").toFile().setExecutable(true);
        return home;
    }

    /** The apps start at once, and a client that asks before the server has its port gives up: that start does not count. */
    private static Started firstPong(Path home, Report report) throws IOException, InterruptedException {
        for (int each = 0; each < TRIES; each++) {
            Optional<Started> started = Started.until(PONG, FAILED, run(home));
            if (started.isPresent()) {
                return started.get();
            }
            report.progress("the client was there before the server and has given up: started once more");
        }
        throw new IOException("expected a pong in one of " + TRIES + " starts, got none");
    }

    private static ProcessBuilder run(Path home) {
        ProcessBuilder run = new ProcessBuilder(home.resolve("bin/skywire-osgi").toString(), "run");
        run.environment().put("JAVA_HOME", System.getProperty("java.home"));
        run.environment().remove("SW_CONFIG");
        return run.directory(home.toFile());
    }

    private static ProcessBuilder bareFelix(Path storage) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ProcessOptions.ofThisJvm());
        String felix = Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.endsWith(".jar") || entry.contains("org.apache.felix.framework"))
                .reduce((one, other) -> one + ':' + other)
                .orElseThrow();
        command.addAll(List.of("-cp", felix, BareFelix.class.getName(), storage.toString()));
        return new ProcessBuilder(command);
    }
}
