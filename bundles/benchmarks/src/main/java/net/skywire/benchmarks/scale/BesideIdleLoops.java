package net.skywire.benchmarks.scale;

import java.nio.file.Path;
import net.skywire.benchmarks.Comparison;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Guest;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Scenario;
import net.skywire.itest.Product;

/** The throughput of a loop alone, and beside many that are idle. */
public final class BesideIdleLoops implements Scenario {

    private static final int LOOPS = 10_000;
    private static final int ROUNDS = 20;

    @Override
    public void measure(Path folder, Report report) throws Exception {
        try (Product product = OpenLoops.product(folder, "reader", "writer");
                OpenLoops idle = new OpenLoops(product);
                Guest reader = new Guest(product, "reader").serve(Stream::drain);
                Guest writer = new Guest(product, "writer");
                Stream stream = new Stream(writer, reader.addr())) {
            report.progress(ROUNDS + " rounds, each without and with " + LOOPS + " idle loops");
            Comparison comparison =
                    Comparison.of(ROUNDS, stream::megabytesPerSecond, () -> idle.open(LOOPS), idle::closeLoops);
            report.row(comparison.row("scale.throughput-beside-10k", "MB/s", Goal.ratioAtLeast(0.90)));
        }
    }
}
