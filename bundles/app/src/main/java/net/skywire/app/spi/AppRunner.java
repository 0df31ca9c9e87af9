package net.skywire.app.spi;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;

/**
 * Runs an app's code at its seat, until it has ended, has failed, is closed, or has lost its seat. Any thread may call.
 * The lock is this object's; no code of the app is called while it is held.
 */
public final class AppRunner implements AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.app");
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final App app;
    private final AppThreads threads;
    private final Duration longestEnd;
    private final Consumer<Optional<String>> onEnd;
    private int busy;
    private boolean served;
    private boolean over;

    /**
     * @param threads are the app's alone; closed with this
     * @param onEnd told once, unless closed first, that the app has ended, and its fault if there was one
     */
    public AppRunner(App app, AppThreads threads, Consumer<Optional<String>> onEnd) {
        this(app, threads, LONGEST_END, onEnd);
    }

    /**
     * As {@link #AppRunner(App, AppThreads, Consumer)}.
     *
     * @param longestEnd the longest that {@link #close} waits for the threads
     */
    public AppRunner(App app, AppThreads threads, Duration longestEnd, Consumer<Optional<String>> onEnd) {
        this.app = app;
        this.threads = threads;
        this.longestEnd = longestEnd;
        this.onEnd = onEnd;
    }

    /**
     * Starts parts of the app together: it goes on until the last of them has ended, which a handler does not before its
     * app is closed. More may follow while the app goes on.
     *
     * @return false if the app is over already; then nothing is started
     * @throws IllegalArgumentException if this makes more than one handler
     */
    public boolean start(Collection<AppMain> mains, Collection<LoopHandler> handlers) {
        if (!admit(mains.size(), handlers.size())) {
            return false;
        }
        mains.forEach(main -> begin(() -> main.run(app)));
        handlers.forEach(handler -> begin(() -> acceptAll(handler)));
        return true;
    }

    private synchronized boolean admit(int mains, int handlers) {
        if (handlers + (served ? 1 : 0) > 1) {
            throw new IllegalArgumentException(
                    "app " + app.config().name() + ": expected one LoopHandler, got several");
        }
        if (!over) {
            busy += mains + handlers;
            served |= handlers > 0;
        }
        return !over;
    }

    private interface Work {
        void run() throws Exception;
    }

    private void begin(Work work) {
        try {
            threads.execute(() -> perform(work));
        } catch (RejectedExecutionException e) {
            end(Optional.empty());
        }
    }

    /** Whatever an app throws is its own fault, and ends no more than itself. */
    private void perform(Work work) {
        try {
            work.run();
            if (finishIfLast()) {
                onEnd.accept(Optional.empty());
            }
        } catch (ClosedChannelException e) {
            end(Optional.empty());
        } catch (InterruptedException e) {
            end(Optional.of("interrupted"));
        } catch (IOException e) {
            end(Optional.of(AppFault.line(e)));
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            LOG.log(Level.DEBUG, "app " + app.config().name(), e);
            end(Optional.of(AppFault.line(e)));
        }
    }

    private synchronized boolean finishIfLast() {
        busy--;
        return busy == 0 && finish();
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void end(Optional<String> fault) {
        if (finish()) {
            onEnd.accept(fault);
        }
    }

    /** False if it was over already. */
    private synchronized boolean finish() {
        boolean first = !over;
        over = true;
        return first;
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
            if (!isOver()) {
                LOG.log(Level.WARNING, describe(loop) + ": " + AppFault.line(e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.log(Level.ERROR, describe(loop) + ": " + AppFault.line(e));
            LOG.log(Level.DEBUG, describe(loop), e);
        } finally {
            if (!loop.listening()) {
                loop.close();
            }
        }
    }

    private String describe(Loop loop) {
        return "app " + app.config().name() + ", loop from " + loop.remoteAddress();
    }

    /** Closes the app, interrupts its threads and waits for them, within bounds. */
    @Override
    public void close() {
        finish();
        app.close();
        threads.close();
        try {
            if (!threads.awaitEnd(longestEnd)) {
                LOG.log(
                        Level.WARNING,
                        "app {0} still has threads {1} ms after its end",
                        app.config().name(),
                        Long.toString(longestEnd.toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
