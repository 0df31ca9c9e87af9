package net.skywire.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Loop;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Guest;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Samples;
import net.skywire.benchmarks.Scenario;
import net.skywire.itest.Conf;
import net.skywire.itest.Product;

/** How many loops a second one app dials, another accepts, and both close. */
public final class Dials implements Scenario {

    private static final int ROUNDS = 9;
    private static final int WAITING = 64;
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private interface Step {
        void run() throws Exception;
    }

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Samples dials = new Samples();
        Samples handOvers = new Samples();
        Conf settings = Conf.of().app("server").app("client");
        try (Product product = new Product(folder, settings);
                Guest server = new Guest(product, "server");
                Guest client = new Guest(product, "client")) {
            for (int round = 0; round <= ROUNDS; round++) {
                if (round > 0) {
                    report.progress("round " + round + " of " + ROUNDS);
                }
                double bare = handOversPerSecond();
                double dialled = dialsPerSecond(server, client);
                if (round > 0) {
                    handOvers.add(bare);
                    dials.add(dialled);
                }
            }
        }
        report.row(new Row(
                "scale.dials-per-second",
                dials.median(),
                "1/s",
                handOvers.median(),
                Goal.valueAtLeast(5000),
                dials.spread()));
    }

    private static double dialsPerSecond(Guest server, Guest client) throws Exception {
        return perSecond(
                () -> client.app().dial(server.addr(), OpenLoops.LONGEST).close(), () -> {
                    try (Loop loop = server.app().accept(OpenLoops.LONGEST)) {
                        if (loop.localAddress().port() != server.addr().port()) {
                            throw new IOException(
                                    "expected a loop to " + server.addr() + ", got " + loop.localAddress());
                        }
                    }
                });
    }

    /** The same with nothing but an object between two threads. */
    private static double handOversPerSecond() throws Exception {
        ArrayBlockingQueue<Object> queue = new ArrayBlockingQueue<>(WAITING);
        return perSecond(() -> queue.put(new Object()), queue::take);
    }

    /** One thread takes the first step and another the second, no more than so many steps behind. */
    private static double perSecond(Step first, Step second) throws Exception {
        Semaphore room = new Semaphore(WAITING);
        Semaphore given = new Semaphore(0);
        Semaphore failed = new Semaphore(0);
        Thread follower = new Thread(() -> {
            try {
                while (true) {
                    given.acquire();
                    second.run();
                    room.release();
                }
            } catch (InterruptedException e) {
                // enough
            } catch (Exception e) {
                e.printStackTrace();
                failed.release();
            }
        });
        follower.start();
        long count = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < SAMPLE_NANOS && failed.availablePermits() == 0) {
            acquire(room, 1);
            first.run();
            given.release();
            count++;
        }
        acquire(room, WAITING);
        double seconds = (System.nanoTime() - start) / 1e9;
        follower.interrupt();
        follower.join(OpenLoops.LONGEST.toMillis());
        return count / seconds;
    }

    private static void acquire(Semaphore room, int permits) throws IOException, InterruptedException {
        if (!room.tryAcquire(permits, OpenLoops.LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("expected the other thread to follow within " + OpenLoops.LONGEST.toSeconds() + " s");
        }
    }
}
