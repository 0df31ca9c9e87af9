package net.skywire.benchmarks.scale;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Guest;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Scenario;
import net.skywire.host.AppState;
import net.skywire.itest.Conf;
import net.skywire.itest.Crowd;
import net.skywire.itest.Product;

/** What an open loop takes while nothing comes: heap and threads. */
public final class IdleLoops implements Scenario {

    private static final int LOOPS = 10_000;
    private static final int WARM_UP = 500;
    private static final long MOST_BYTES = 2048;

    /** Before Java 21 the threads of an app end when they have been idle for 10 s. */
    private static final long SETTLING_SECONDS = 20;

    @Override
    public void measure(Path folder, Report report) throws Exception {
        inMemory(folder.resolve("memory"), report);
        overPipe(folder.resolve("pipe"), report);
    }

    private static void inMemory(Path home, Report report) throws Exception {
        long queues = bytesOfQueues();
        try (Product product = OpenLoops.product(home);
                OpenLoops idle = new OpenLoops(product)) {
            int threads = threads(idle);
            idle.open(WARM_UP);
            idle.closeLoops();
            long before = Heap.live();
            report.progress("opening " + LOOPS + " loops in memory");
            idle.open(LOOPS);
            double bytes = (double) (Heap.live() - before) / LOOPS;
            report.row(new Row("scale.idle-loop.bytes", bytes, "B", queues, Goal.valueAtMost(MOST_BYTES), 0));
            report.progress("sending a message each way on each");
            idle.useAll();
            double used = (double) (Heap.live() - before) / LOOPS;
            report.row(new Row("scale.idle-loop-once-used.bytes", used, "B", queues, Goal.valueAtMost(MOST_BYTES), 0));
            report.progress("waiting until threads without work have ended");
            int added = Math.max(0, settledThreads(idle, threads) - threads);
            report.row(new Row("scale.idle-loop.threads", added, "threads", LOOPS, Goal.valueAtMost(0), 0));
        }
    }

    /** Platform threads but those that carry virtual ones, of which there are no more than processors; and all at work. */
    private static int threads(OpenLoops idle) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long platform = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && !thread.getThreadName().startsWith("ForkJoinPool-"))
                .count();
        return (int) platform + idle.atWork();
    }

    private static int settledThreads(OpenLoops idle, int few) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLING_SECONDS);
        while (threads(idle) > few && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return threads(idle);
    }

    /** The least that the JDK has for two directions: the bytes of a pair of queues. */
    private static long bytesOfQueues() {
        long before = Heap.live();
        List<LinkedBlockingQueue<Object>> queues = new ArrayList<>(2 * LOOPS);
        for (int each = 0; each < 2 * LOOPS; each++) {
            queues.add(new LinkedBlockingQueue<>());
        }
        long bytes = (Heap.live() - before) / LOOPS;
        if (queues.size() != 2 * LOOPS) {
            throw new IllegalStateException("the queues are to stay until here");
        }
        return bytes;
    }

    private static void overPipe(Path home, Report report) throws Exception {
        String program = Crowd.peerProgram(home).toString();
        long queues = bytesOfQueues();
        Conf settings = Conf.of().app("idle-client").process("idle-server", "perl", program, "idle-server", "sink");
        try (Product product = new Product(home, settings);
                Guest client = new Guest(product, "idle-client")) {
            product.awaitState("idle-server", AppState.RUNNING);
            int port = product.status("idle-server").port().orElseThrow();
            Addr server = new Addr(client.addr().key(), port);
            open(client, server, WARM_UP).forEach(Loop::close);
            Product.await("the end of all callbacks", () -> client.atWork() == 0);
            long before = Heap.live();
            report.progress("opening " + LOOPS + " loops over a pipe");
            List<Loop> loops = open(client, server, LOOPS);
            double bytes = (double) (Heap.live() - before) / loops.size();
            report.row(new Row("scale.idle-pipe-loop.bytes", bytes, "B", queues, Goal.valueAtMost(MOST_BYTES), 0));
        }
    }

    private static List<Loop> open(Guest client, Addr server, int count) throws IOException {
        List<Loop> loops = new ArrayList<>(count);
        for (int each = 0; each < count; each++) {
            loops.add(OpenLoops.opened(client, server, (loop, message) -> {}));
        }
        return loops;
    }
}
