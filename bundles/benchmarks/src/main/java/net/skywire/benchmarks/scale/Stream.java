package net.skywire.benchmarks.scale;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.benchmarks.Guest;

/** A loop on which as much is written as the other end takes, on a thread of its own. */
final class Stream implements AutoCloseable {

    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final Loop loop;
    private final AtomicLong written = new AtomicLong();
    private final Thread writer = new Thread(this::write, "bench-stream");

    Stream(Guest from, Addr to) throws IOException {
        loop = from.app().dial(to, OpenLoops.LONGEST);
        writer.setDaemon(true);
        writer.start();
    }

    /** Reads whatever comes, and drops it. */
    static void drain(Loop loop) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Loop.MAX_MESSAGE);
        while (loop.read(buffer.clear()) >= 0) {
            // until the other end closes
        }
    }

    private void write() {
        ByteBuffer message = ByteBuffer.allocate(Loop.MAX_MESSAGE);
        try {
            while (true) {
                loop.write(message.clear());
                written.addAndGet(Loop.MAX_MESSAGE);
            }
        } catch (IOException e) {
            // closed: that is how a stream ends
        }
    }

    /** The throughput from now on, for a while, in MB/s. Garbage of what was before is collected first. */
    double megabytesPerSecond() {
        System.gc();
        long from = written.get();
        long start = System.nanoTime();
        LockSupport.parkNanos(SAMPLE_NANOS);
        long bytes = written.get() - from;
        return bytes * 1e3 / (System.nanoTime() - start);
    }

    /** Bytes written so far. */
    long written() {
        return written.get();
    }

    boolean waits() {
        return writer.getState() != Thread.State.RUNNABLE;
    }

    @Override
    public void close() {
        loop.close();
        try {
            writer.join(OpenLoops.LONGEST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
