package net.skywire.host.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one thread on which whatever changes changes. Any thread may call. */
final class HostThread implements Executor, AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.host");
    private static final long LONGEST_SECONDS = 10;
    private static final String CLOSED = "the host is closed already";

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
    private volatile Thread hostThread;

    HostThread() {
        thread.prestartCoreThread();
    }

    /** Made at once, so that it inherits nothing of the bundle whose service comes first. */
    private Thread newThread(Runnable work) {
        Thread host = new Thread(null, work, "skywire-host", 0, false);
        host.setContextClassLoader(HostThread.class.getClassLoader());
        host.setDaemon(true);
        hostThread = host;
        return host;
    }

    /** Does nothing once the host is closed: nothing runs any more. */
    @Override
    public void execute(Runnable change) {
        try {
            thread.execute(change);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, CLOSED);
        }
    }

    /** As {@link #execute}, but waits; what comes back to the host from its own thread is done at once. */
    void await(Runnable change) {
        try {
            begin(new FutureTask<Void>(change, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, CLOSED);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "an app does not end; going on without it");
        }
    }

    /**
     * Waits, within bounds, for what the thread finds out. A question that nobody waits for is not asked.
     *
     * @throws IOException if that takes too long, or as {@code question}
     * @throws RejectedExecutionException if the host is closed
     */
    <T> T ask(Callable<T> question) throws IOException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(question);
        try {
            return begin(task);
        } finally {
            task.cancel(false);
        }
    }

    private <T> T begin(FutureTask<T> task) throws IOException, InterruptedException {
        if (Thread.currentThread() == hostThread) {
            task.run();
        } else {
            thread.execute(task);
        }
        try {
            return task.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the host does not answer within " + LONGEST_SECONDS + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
