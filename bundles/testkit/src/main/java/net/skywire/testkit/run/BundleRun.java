package net.skywire.testkit.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.app.spi.AppRunner;
import net.skywire.app.spi.AppThreads;
import net.skywire.node.exchange.BundleApp;
import net.skywire.node.exchange.Exchange;

/** An app in this JVM, run as a container runs it. */
public final class BundleRun implements Run {

    private static final long LOOK_NANOS = 1_000_000;

    private final HeldLoops loops;
    private final Duration longestEnd;
    private final AppWatch watch = new AppWatch();
    private final BundleApp seat;
    private final WatchedApp app;
    private final AppRunner runner;
    private final CompletableFuture<Optional<String>> end = new CompletableFuture<>();
    private volatile List<Loop> leftAtEnd = List.of();

    private BundleRun(Exchange exchange, HeldLoops loops, AppPlan plan, Duration longestEnd, AppThreads threads)
            throws IOException {
        this.loops = loops;
        this.longestEnd = longestEnd;
        this.seat = new BundleApp(
                exchange,
                plan.config(),
                plan.arguments(),
                plan.port(),
                callback -> threads.execute(watch.callback(callback)),
                left -> {});
        this.app = new WatchedApp(seat.app(), loops, watch);
        this.runner = new AppRunner(app, threads, longestEnd, this::ended);
    }

    /**
     * @param loops of all apps of the node
     * @param longestEnd how long the app may take to close what is over, and to end
     * @throws IOException if the app cannot be made, or its port is taken
     */
    public static BundleRun start(Exchange exchange, HeldLoops loops, AppPlan plan, Duration longestEnd)
            throws IOException {
        AppPlan made = plan.made();
        AppThreads threads = new AppThreads(plan.config().name());
        BundleRun run = new BundleRun(exchange, loops, made, longestEnd, threads);
        run.runner.start(
                made.mains().stream().map(run.watch::main).toList(),
                made.handlers().stream().map(run.watch::handler).toList());
        return run;
    }

    /** On a thread of the app, which has ended by itself. */
    private void ended(Optional<String> fault) {
        leftAtEnd = fault.isEmpty() ? loops.of(app) : List.of();
        app.close();
        end.complete(fault);
    }

    @Override
    public Addr addr() {
        return seat.addr().orElseThrow();
    }

    @Override
    public CompletableFuture<Optional<String>> end() {
        return end;
    }

    @Override
    public Optional<String> fault() {
        return Run.super.fault().or(() -> watch.bugs().stream().findFirst());
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        fault().ifPresent(fault -> remarks.add("has failed: " + fault));
        watch.failures().forEach(failure -> remarks.add("has failed on a loop: " + failure));
        return remarks;
    }

    @Override
    public List<String> openLoops() {
        long deadline = System.nanoTime() + longestEnd.toNanos();
        while (!loops.halfOpenOf(app).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        List<Loop> open = new ArrayList<>(leftAtEnd);
        open.addAll(loops.halfOpenOf(app));
        return open.stream()
                .map(loop -> "has left its loop to " + loop.remoteAddress() + " open")
                .toList();
    }

    @Override
    public void lose() {
        stop();
        end.complete(Optional.empty());
    }

    @Override
    public List<String> stop() {
        long deadline = System.nanoTime() + longestEnd.toNanos();
        runner.close();
        return watch.threadsAt(deadline).stream()
                .map(thread -> "has left a thread: " + thread)
                .toList();
    }
}
