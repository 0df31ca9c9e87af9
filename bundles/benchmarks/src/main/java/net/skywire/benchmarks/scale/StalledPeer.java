package net.skywire.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.skywire.app.Addr;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Samples;
import net.skywire.benchmarks.Scenario;
import net.skywire.host.AppState;
import net.skywire.itest.Crowd;
import net.skywire.itest.NodeSettings;
import net.skywire.itest.Product;

/** The throughput of loops while others are stuck: one whose bundle does not read it, and some of a stopped process. */
public final class StalledPeer implements Scenario {

    private static final int ROUNDS = 9;
    private static final int STUCK_ON_PIPE = 6;
    private static final Goal LEAST = Goal.ratioAtLeast(0.95);

    @Override
    public void measure(Path folder, Report report) throws Exception {
        String program = Crowd.peerProgram(folder).toString();
        NodeSettings settings = new NodeSettings()
                .app("reader")
                .app("writer")
                .app("still")
                .process("stopped", "perl", program, "stopped", "sink", "8")
                .process("sink", "perl", program, "sink", "sink", "8");
        try (Product product = new Product(folder, settings.text());
                Guest reader = new Guest(product, "reader").serve(Stream::drain);
                Guest still = new Guest(product, "still").serve(loop -> Thread.sleep(Long.MAX_VALUE));
                Guest writer = new Guest(product, "writer")) {
            product.awaitState("stopped", AppState.RUNNING);
            product.awaitState("sink", AppState.RUNNING);
            Stall stall = new Stall(product, writer, still.addr());
            Addr sink =
                    new Addr(writer.addr().key(), product.status("sink").port().orElseThrow());
            report.row(compared("scale.stalled-peer", writer, reader.addr(), stall, report));
            report.row(compared("scale.stalled-peer.pipe", writer, sink, stall, report));
        }
    }

    private static Row compared(String name, Guest writer, Addr to, Stall stall, Report report) throws Exception {
        Samples without = new Samples();
        Samples with = new Samples();
        try (Stream stream = new Stream(writer, to)) {
            for (int round = 0; round <= ROUNDS; round++) {
                if (round == 0) {
                    stream.megabytesPerSecond();
                } else {
                    report.progress(name + ": round " + round + " of " + ROUNDS);
                    without.add(stream.megabytesPerSecond());
                    without.add(stream.megabytesPerSecond());
                }
                stall.begin();
                if (round > 0) {
                    with.add(stream.megabytesPerSecond());
                    with.add(stream.megabytesPerSecond());
                }
                stall.end();
            }
        }
        return new Row(name, with.median(), "MB/s", without.median(), LEAST, with.spread());
    }

    /** Loops that are written to and do not move. */
    private static final class Stall {
        private final Product product;
        private final Guest writer;
        private final Addr still;
        private final List<Stream> stuck = new ArrayList<>();

        Stall(Product product, Guest writer, Addr still) {
            this.product = product;
            this.writer = writer;
            this.still = still;
        }

        void begin() throws Exception {
            int port = product.status("stopped").port().orElseThrow();
            stuck.add(new Stream(writer, still));
            for (int each = 0; each < STUCK_ON_PIPE; each++) {
                stuck.add(new Stream(writer, new Addr(still.key(), port)));
            }
            signal("STOP");
            Product.await("all loops to be stuck", () -> stuck.stream().allMatch(Stream::isStuck));
        }

        void end() throws Exception {
            signal("CONT");
            for (Stream stream : stuck) {
                stream.close();
            }
            stuck.clear();
        }

        private void signal(String name) throws IOException, InterruptedException {
            String pid = product.status("stopped").reason().replace("pid ", "");
            if (new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor() != 0) {
                throw new IOException("could not send " + name + " to process " + pid);
            }
        }
    }
}
