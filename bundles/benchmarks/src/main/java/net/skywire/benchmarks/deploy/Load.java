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
import java.util.zip.CRC32;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.benchmarks.Guest;

/** Threads that dial apps of {@link CheckingEcho} and stream on the loops, and count what goes wrong. */
final class Load implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MESSAGE = 4096;
    private static final int UNANSWERED = 4;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

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

    /** Dials again and again, until enough; each loop streams for a while of another length, up to {@code longest}. */
    void dial(int port, Duration longest) {
        begin(() -> {
            while (!enough) {
                long end = System.nanoTime() + ThreadLocalRandom.current().nextLong(longest.toNanos());
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
        ByteBuffer message = randomMessage();
        ByteBuffer answer = ByteBuffer.allocate(MESSAGE);
        long there = 0;
        long back = 0;
        try {
            loop.setReadTimeout(LONGEST);
            do {
                for (int each = 0; each < UNANSWERED; each++, there += MESSAGE) {
                    loop.write(message.clear().putLong(0, there));
                }
                for (; back < there; back += MESSAGE) {
                    read(loop, answer, MESSAGE);
                    requireEqual(message.clear().putLong(0, back), answer);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            } while (!over.getAsBoolean());
            loop.write(answer.clear().putLong(-1).flip());
            read(loop, answer, Long.BYTES);
            lost.addAndGet(Math.abs(there - answer.getLong(0)));
        } catch (IOException e) {
            lost.addAndGet(Math.max(1, there - back));
            faults.add("loop after " + there + " bytes there and " + back + " back: " + e);
        }
        sent.addAndGet(there);
    }

    /** As the app expects it, but for the count of bytes before. */
    private static ByteBuffer randomMessage() {
        ByteBuffer message = ByteBuffer.allocate(MESSAGE);
        ThreadLocalRandom.current().nextBytes(message.array());
        CRC32 sum = new CRC32();
        sum.update(message.array(), 2 * Long.BYTES, MESSAGE - 2 * Long.BYTES);
        return message.putLong(Long.BYTES, sum.getValue());
    }

    private static void read(Loop loop, ByteBuffer answer, int length) throws IOException {
        int count = loop.read(answer.clear());
        if (count != length) {
            throw new IOException("expected " + length + " bytes, got " + count);
        }
        answer.flip();
    }

    private static void requireEqual(ByteBuffer message, ByteBuffer answer) throws IOException {
        if (!message.equals(answer)) {
            throw new IOException("expected the message after " + message.getLong(0) + " bytes, got another one");
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
