package net.skywire.benchmarks.deploy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.benchmarks.Guest;

/** Threads that dial apps of {@link CheckingEcho} and stream on the loops, and count what goes wrong. */
final class Load implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MESSAGE = 4096;
    private static final int UNANSWERED = 4;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_LOOP_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final Guest client;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong dials = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile boolean enough;

    Load(Guest client) {
        this.client = client;
    }

    /** Dials again and again, until enough; each loop streams for a while of another length. */
    void dial(int port) {
        begin(() -> {
            while (!enough) {
                long end = System.nanoTime() + ThreadLocalRandom.current().nextLong(LONGEST_LOOP_NANOS);
                dial(port, () -> enough || System.nanoTime() - end >= 0);
            }
        });
    }

    /** Dials once and streams until enough. */
    void stream(int port) {
        begin(() -> dial(port, () -> enough));
    }

    private void begin(Runnable work) {
        Thread thread = new Thread(work, "bench-load-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void dial(int port, BooleanSupplier over) {
        dials.incrementAndGet();
        try (Loop loop = client.app().dial(new Addr(client.addr().key(), port), LONGEST)) {
            exchange(loop, over);
        } catch (IOException e) {
            refused.incrementAndGet();
            faults.add("dial of port " + port + ": " + e);
        }
    }

    private void exchange(Loop loop, BooleanSupplier over) {
        ByteBuffer message = ByteBuffer.allocate(MESSAGE);
        long there = 0;
        long back = 0;
        try {
            loop.setReadTimeout(LONGEST);
            do {
                for (int each = 0; each < UNANSWERED; each++, there += MESSAGE) {
                    CheckingEcho.fill(message.clear(), there);
                    loop.write(message);
                }
                for (; back < there; back += MESSAGE) {
                    read(loop, message, MESSAGE);
                    CheckingEcho.check(message.flip(), back);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            } while (!over.getAsBoolean());
            loop.write(message.clear().putLong(-1).flip());
            read(loop, message, Long.BYTES);
            lost.addAndGet(Math.abs(there - message.getLong(0)));
        } catch (IOException e) {
            lost.addAndGet(Math.max(1, there - back));
            faults.add("loop after " + there + " bytes there and " + back + " back: " + e);
        }
        sent.addAndGet(there);
    }

    private static void read(Loop loop, ByteBuffer message, int length) throws IOException {
        int count = loop.read(message.clear());
        if (count != length) {
            throw new IOException("expected " + length + " bytes, got " + count);
        }
    }

    long dials() {
        return dials.get();
    }

    long refused() {
        return refused.get();
    }

    long sent() {
        return sent.get();
    }

    long lost() {
        return lost.get();
    }

    Queue<String> faults() {
        return faults;
    }

    /** Ends all loops, each with the counts of both ends compared. */
    @Override
    public void close() {
        enough = true;
        for (Thread thread : threads) {
            try {
                thread.join(2 * LONGEST.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                faults.add(thread.getName() + " does not end");
                lost.incrementAndGet();
            }
        }
    }
}
