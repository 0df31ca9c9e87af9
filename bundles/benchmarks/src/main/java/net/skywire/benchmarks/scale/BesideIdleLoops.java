package net.skywire.benchmarks.scale;

import java.nio.file.Path;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Samples;
import net.skywire.benchmarks.Scenario;
import net.skywire.itest.Product;

/** The throughput of a loop alone, and beside many that are idle. */
public final class BesideIdleLoops implements Scenario {

    private static final int LOOPS = 10_000;
    private static final int ROUNDS = 7;

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Samples alone = new Samples();
        Samples beside = new Samples();
        try (Product product = OpenLoops.product(folder, "reader", "writer");
                OpenLoops idle = new OpenLoops(product);
                Guest reader = new Guest(product, "reader").serve(Stream::drain);
                Guest writer = new Guest(product, "writer");
                Stream stream = new Stream(writer, reader.addr())) {
            warmUp(stream, idle);
            for (int round = 1; round <= ROUNDS; round++) {
                report.progress("round " + round + " of " + ROUNDS);
                sample(stream, alone);
                idle.open(LOOPS);
                sample(stream, beside);
                idle.closeLoops();
            }
        }
        report.row(new Row(
                "scale.throughput-beside-10k",
                beside.median(),
                "MB/s",
                alone.median(),
                Goal.ratioAtLeast(0.90),
                beside.spread()));
    }

    private static void warmUp(Stream stream, OpenLoops idle) throws Exception {
        idle.open(LOOPS);
        stream.megabytesPerSecond();
        idle.closeLoops();
    }

    private static void sample(Stream stream, Samples samples) {
        System.gc();
        stream.megabytesPerSecond();
        samples.add(stream.megabytesPerSecond());
        samples.add(stream.megabytesPerSecond());
    }
}
