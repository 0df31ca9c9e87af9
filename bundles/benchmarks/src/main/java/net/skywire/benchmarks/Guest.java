package net.skywire.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.LoopHandler;
import net.skywire.app.spi.AppRunner;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.AppThreads;
import net.skywire.itest.Product;

/** An app at a product's node whose code is this benchmark; it is run as the host runs bundles. */
public final class Guest implements AutoCloseable {

    private final AppThreads threads;
    private final AtomicInteger atWork = new AtomicInteger();
    private final App app;
    private final AppRunner runner;

    public Guest(Product product, String name) throws IOException {
        threads = new AppThreads(name);
        app = product.node().connect(new AppSeat(new AppConfig(name, "1.0"), 0, this::execute, List.of(), () -> {}));
        runner = new AppRunner(app, threads, fault -> {});
    }

    /** Runs something on a thread as the app's code runs on. */
    public void execute(Runnable callback) {
        threads.execute(() -> {
            atWork.incrementAndGet();
            try {
                callback.run();
            } finally {
                atWork.decrementAndGet();
            }
        });
    }

    /** As {@link #execute}, and waits for what comes of it. */
    public <T> T call(Callable<T> task) throws Exception {
        FutureTask<T> result = new FutureTask<>(task);
        execute(result);
        return result.get();
    }

    /** Threads that are in a callback. */
    public int atWork() {
        return atWork.get();
    }

    public App app() {
        return app;
    }

    public Addr addr() {
        return app.addr().orElseThrow();
    }

    public Guest serve(LoopHandler handler) {
        runner.start(List.of(), List.of(handler));
        return this;
    }

    @Override
    public void close() {
        runner.close();
    }
}
