package net.skywire.app.spi;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads one app's code runs on: virtual threads where the JVM has them. Before Java 21, platform threads that
 * grow to {@link #MAX_PLATFORM} and end when idle; what comes beyond that waits its turn.
 */
public final class AppThreads implements Executor, AutoCloseable {

    /** The most platform threads of one app. */
    public static final int MAX_PLATFORM = 1024;

    private static final long IDLE_SECONDS = 10;

    private final ExecutorService threads;

    /** @param appName begins the threads' names */
    public AppThreads(String appName) {
        this.threads = Runtime.version().feature() >= 21 ? virtual(appName) : platform(appName, MAX_PLATFORM);
    }

    AppThreads(String appName, int maxPlatform) {
        this.threads = platform(appName, maxPlatform);
    }

    private static ExecutorService virtual(String appName) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            ThreadFactory unnamed = (ThreadFactory) type.getMethod("factory").invoke(builder);
            Method perTask = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
            return (ExecutorService) perTask.invoke(null, named(appName, unnamed));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Java " + Runtime.version() + " without virtual threads", e);
        }
    }

    private static ExecutorService platform(String appName, int most) {
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                0, most, IDLE_SECONDS, TimeUnit.SECONDS, new HandOver(), named(appName, daemons));
        pool.setRejectedExecutionHandler((task, full) -> {
            if (full.isShutdown()) {
                new ThreadPoolExecutor.AbortPolicy().rejectedExecution(task, full);
            }
            full.getQueue().add(task);
        });
        return pool;
    }

    private static ThreadFactory named(String appName, ThreadFactory threads) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = threads.newThread(task);
            thread.setName(appName + '-' + count.incrementAndGet());
            return thread;
        };
    }

    /** @throws java.util.concurrent.RejectedExecutionException after {@link #close} */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Interrupts all threads, runs nothing more, and does not wait. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /**
     * Waits for all threads to end, after {@link #close}.
     *
     * @return whether they have
     */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Offers a task only to a thread that waits for one, so that the pool starts a thread before it queues. */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }
}
