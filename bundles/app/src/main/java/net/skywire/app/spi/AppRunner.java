package net.skywire.app.spi;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;

/**
 * Runs an app's code at its seat, until it has ended, has failed, is closed, or has lost its seat. Any thread may call.
 */
public final class AppRunner implements AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.app");
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final App app;
    private final AppThreads threads;
    private final Consumer<Optional<String>> onEnd;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger busy = new AtomicInteger();

    /**
     * @param threads are the app's alone; closed with this
     * @param onEnd told once, unless closed first, that the app has ended, and its fault if there was one
     */
    public AppRunner(App app, AppThreads threads, Consumer<Optional<String>> onEnd) {
        this.app = app;
        this.threads = threads;
        this.onEnd = onEnd;
    }

    public void run(AppMain main) {
        start(() -> main.run(app));
    }

    /** A handler keeps the app going; there is one at most. */
    public void serve(LoopHandler handler) {
        start(() -> acceptAll(handler));
    }

    private interface Work {
        void run() throws Exception;
    }

    private void start(Work work) {
        busy.incrementAndGet();
        threads.execute(() -> perform(work));
    }

    /** Whatever an app throws is its own fault, and ends no more than itself. */
    private void perform(Work work) {
        try {
            work.run();
            if (busy.decrementAndGet() == 0) {
                end(Optional.empty());
            }
        } catch (ClosedChannelException e) {
            end(Optional.empty());
        } catch (InterruptedException e) {
            end(Optional.of("interrupted"));
        } catch (IOException e) {
            end(Optional.of(text(e)));
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (!over.get()) {
                LOG.log(Level.ERROR, "app " + app.config().name(), e);
            }
            end(Optional.of(text(e)));
        }
    }

    private static String text(Throwable fault) {
        String message = fault.getMessage();
        return message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
    }

    private void end(Optional<String> fault) {
        if (over.compareAndSet(false, true)) {
            onEnd.accept(fault);
        }
    }

    private void acceptAll(LoopHandler handler) throws IOException {
        while (true) {
            Loop loop = app.accept();
            try {
                threads.execute(() -> handle(handler, loop));
            } catch (RejectedExecutionException e) {
                loop.close();
                throw new ClosedChannelException();
            }
        }
    }

    private void handle(LoopHandler handler, Loop loop) {
        try {
            handler.accepted(loop);
        } catch (IOException e) {
            if (!over.get()) {
                LOG.log(
                        Level.WARNING,
                        "app {0}, loop from {1}: {2}",
                        app.config().name(),
                        loop.remoteAddress(),
                        text(e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "app " + app.config().name() + ", loop from " + loop.remoteAddress(), e);
        } finally {
            if (!loop.listening()) {
                loop.close();
            }
        }
    }

    /** Closes the app, interrupts its threads and waits for them, within bounds. */
    @Override
    public void close() {
        over.set(true);
        app.close();
        threads.close();
        try {
            if (!threads.awaitEnd(LONGEST_END)) {
                LOG.log(
                        Level.WARNING,
                        "app {0} still has threads {1} s after its end",
                        app.config().name(),
                        LONGEST_END.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
