package net.skywire.benchmarks.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Loop;
import net.skywire.benchmarks.Comparison;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Guest;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Scenario;
import net.skywire.itest.Conf;
import net.skywire.itest.Product;

/** Loops between two bundles, held against a bare hand-over between threads of the same kind. */
public final class MemoryLoops implements Scenario {

    private static final int ROUNDS = 20;
    private static final int WARM_UPS = 15;
    private static final int PING = 16;
    private static final int WAITING = 8;
    private static final int LARGE = Loop.MAX_MESSAGE;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(120);

    /** What the far end does with what it gets, until it is interrupted or closed. */
    private interface Far {
        void serve(Channel channel) throws IOException, InterruptedException;
    }

    /** Gives a figure of a channel. */
    private interface Measurement {
        double take(Channel channel) throws IOException, InterruptedException;
    }

    @Override
    public void measure(Path folder, Report report) throws Exception {
        try (Product product = new Product(folder, Conf.of("near", "sink", "echo"));
                Guest sink = new Guest(product, "sink").serve(loop -> drain(channel(loop)));
                Guest echo = new Guest(product, "echo").serve(loop -> echo(channel(loop)));
                Guest near = new Guest(product, "near");
                Loop toSink = near.app().dial(sink.addr(), LONGEST);
                Loop toEcho = near.app().dial(echo.addr(), LONGEST)) {
            Comparison throughput = compared(
                    "memory.throughput.32k",
                    near,
                    channel(toSink),
                    bare(sink, MemoryLoops::drain),
                    channel -> Channel.throughput(channel, LARGE, SAMPLE_NANOS),
                    report);
            report.row(throughput.row("memory.throughput.32k", "GB/s", Goal.valueAtLeast(5)));
            Comparison pingPong = compared(
                    "memory.pingpong",
                    near,
                    channel(toEcho),
                    bare(echo, MemoryLoops::echo),
                    channel -> Channel.pingPong(channel, PING, SAMPLE_NANOS),
                    report);
            report.row(pingPong.row("memory.pingpong", "ns", Goal.ratioAtMost(1.3)));
        }
    }

    private static Comparison compared(
            String row, Guest near, Channel loop, Channel bare, Measurement measurement, Report report)
            throws Exception {
        report.progress(row + ": " + ROUNDS + " rounds, each a loop and a bare hand-over");
        for (int round = 0; round < WARM_UPS; round++) {
            near.call(() -> measurement.take(loop));
            near.call(() -> measurement.take(bare));
        }
        return Comparison.inTurn(
                ROUNDS, () -> near.call(() -> measurement.take(loop)), () -> near.call(() -> measurement.take(bare)));
    }

    /** The near end; the far one is served on a thread of {@code far}. */
    private static Channel bare(Guest far, Far service) {
        HandOver there = new HandOver(WAITING, LARGE);
        HandOver back = new HandOver(WAITING, LARGE);
        far.execute(() -> {
            try {
                service.serve(channel(back, there));
            } catch (InterruptedException e) {
                // the app is closed: enough
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return channel(there, back);
    }

    private static Channel channel(HandOver out, HandOver in) {
        return new Channel() {
            @Override
            public void write(ByteBuffer message) throws InterruptedException {
                out.write(message);
            }

            @Override
            public boolean read(ByteBuffer target) throws InterruptedException {
                in.read(target);
                return true;
            }
        };
    }

    private static Channel channel(Loop loop) {
        return new Channel() {
            @Override
            public void write(ByteBuffer message) throws IOException {
                loop.write(message);
            }

            @Override
            public boolean read(ByteBuffer target) throws IOException {
                return loop.read(target) >= 0;
            }
        };
    }

    private static void drain(Channel channel) throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LARGE);
        while (channel.read(buffer.clear())) {
            // until the other end closes
        }
    }

    private static void echo(Channel channel) throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LARGE);
        while (channel.read(buffer.clear())) {
            channel.write(buffer.flip());
        }
    }
}
