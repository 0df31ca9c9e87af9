package net.skywire.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.skywire.app.Addr;
import net.skywire.benchmarks.Comparison;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Guest;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Scenario;
import net.skywire.host.AppState;
import net.skywire.itest.Conf;
import net.skywire.itest.Crowd;
import net.skywire.itest.Product;

/** The throughput of loops while others are stuck: one whose bundle does not read it, and some of a stopped process. */
public final class StalledPeer implements Scenario {

    private static final int ROUNDS = 25;
    private static final int STUCK_ON_PIPE = 6;
    private static final long LONG_ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
    private static final Goal LEAST = Goal.ratioAtLeast(0.95);

    @Override
    public void measure(Path folder, Report report) throws Exception {
        String program = Crowd.peerProgram(folder).toString();
        Conf settings = Conf.of()
                .app("reader")
                .app("writer")
                .app("still")
                .process("stopped", "perl", program, "stopped", "sink", "8")
                .process("sink", "perl", program, "sink", "sink", "8");
        Semaphore goOn = new Semaphore(0);
        try (Product product = new Product(folder, settings);
                Guest reader = new Guest(product, "reader").serve(Stream::drain);
                Guest still = new Guest(product, "still").serve(loop -> goOn.acquire());
                Guest writer = new Guest(product, "writer")) {
            product.awaitState("stopped", AppState.RUNNING);
            product.awaitState("sink", AppState.RUNNING);
            Stall stall = new Stall(product, writer, still.addr(), goOn);
            Addr sink =
                    new Addr(writer.addr().key(), product.status("sink").port().orElseThrow());
            report.row(compared("scale.stalled-peer", writer, reader.addr(), stall, report));
            report.row(compared("scale.stalled-peer.pipe", writer, sink, stall, report));
        }
    }

    private static Row compared(String name, Guest writer, Addr to, Stall stall, Report report) throws Exception {
        report.progress(name + ": " + ROUNDS + " rounds, each without and with what is stuck");
        try (Stream stream = new Stream(writer, to)) {
            return Comparison.of(ROUNDS, stream::megabytesPerSecond, stall::begin, stall::end)
                    .row(name, "MB/s", LEAST);
        }
    }

    /** Loops that are written to and do not move. */
    private static final class Stall {
        private final Product product;
        private final Guest writer;
        private final Addr still;
        private final Semaphore goOn;
        private final List<Stream> stuck = new ArrayList<>();

        Stall(Product product, Guest writer, Addr still, Semaphore goOn) {
            this.goOn = goOn;
            this.product = product;
            this.writer = writer;
            this.still = still;
        }

        void begin() throws Exception {
            stuck.add(new Stream(writer, still));
            for (int each = 0; each < STUCK_ON_PIPE; each++) {
                stuck.add(new Stream(writer, stopped()));
            }
            signal("STOP");
            Product.await("all loops to be stuck", this::isStuck);
        }

        private Addr stopped() {
            return new Addr(still.key(), product.status("stopped").port().orElseThrow());
        }

        /** Whether nothing has moved for a while. */
        private boolean isStuck() {
            List<Long> before = stuck.stream().map(Stream::written).toList();
            LockSupport.parkNanos(LONG_ENOUGH_NANOS);
            return stuck.stream().allMatch(Stream::waits)
                    && before.equals(stuck.stream().map(Stream::written).toList());
        }

        /** Comes back when the process has got through all that waited for it. */
        void end() throws Exception {
            signal("CONT");
            goOn.release();
            stuck.forEach(Stream::close);
            stuck.clear();
            writer.app().dial(stopped(), OpenLoops.LONGEST).close();
        }

        private void signal(String name) throws IOException, InterruptedException {
            String pid = product.status("stopped").reason().replace("pid ", "");
            if (new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor() != 0) {
                throw new IOException("could not send " + name + " to process " + pid);
            }
        }
    }
}
