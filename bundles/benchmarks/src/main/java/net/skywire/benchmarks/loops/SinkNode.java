package net.skywire.benchmarks.loops;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import net.skywire.app.Addr;
import net.skywire.app.PubKey;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.port.PortTable;
import net.skywire.node.process.Admission;
import net.skywire.node.process.ProcessSeat;
import net.skywire.pipe.connection.PeerDialect;
import net.skywire.pipe.connection.PipeEnds;
import net.skywire.pipe.descriptor.PipePair;
import net.skywire.pipe.frame.InitBody;
import net.skywire.pipe.frame.SendCodec;
import net.skywire.pipe.loop.Ack;
import net.skywire.pipe.loop.LoopPeer;

/** A node with a seat for one process, and an app of its own that takes every message and answers it at once. */
final class SinkNode implements NodeApp, AutoCloseable {

    static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    static final int PORT = 10;

    private static final int SOURCE_PORT = 11;
    private static final long LONGEST_NANOS = 10_000_000_000L;

    private final Exchange exchange = new Exchange(KEY, new PortTable<>(NodeApp::name));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong taken = new AtomicLong();
    private final ProcessSeat seat;

    SinkNode(PipePair pipe, SendCodec codec) throws IOException {
        exchange.bind(PORT, this);
        seat = new ProcessSeat(
                exchange, new Everyone(), new PipeEnds(pipe.in(), pipe.out(), codec), new PeerDialect(), timer);
        seat.start();
    }

    private final class Everyone implements Admission {
        @Override
        public String name() {
            return "source";
        }

        @Override
        public int admit(InitBody init, NodeApp app) throws IOException {
            return exchange.bind(SOURCE_PORT, app);
        }

        @Override
        public void admitted(String version, int port) {}

        @Override
        public void refused(String reason) {
            System.err.println("source: " + reason);
        }

        @Override
        public void ended(IOException cause) {}
    }

    @Override
    public String name() {
        return "sink";
    }

    @Override
    public void offer(Addr local, Addr remote, LoopPeer far, Answer answer) {
        answer.accepted(new LoopPeer() {
            @Override
            public void deliver(ByteBuffer payload, Ack ack) {
                taken.setRelease(taken.getPlain() + 1);
                ack.done(null);
            }

            @Override
            public void end(IOException cause) {}
        });
    }

    long taken() {
        return taken.get();
    }

    /** Waits until so many messages have come since the beginning. */
    void awaitTaken(long count) throws IOException {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        while (taken() < count) {
            if (System.nanoTime() > deadline) {
                throw new IOException("expected " + count + " messages, got " + taken());
            }
            LockSupport.parkNanos(1000);
        }
    }

    @Override
    public void close() {
        seat.close();
        timer.shutdownNow();
    }
}
