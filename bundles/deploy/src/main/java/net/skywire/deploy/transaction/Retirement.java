package net.skywire.deploy.transaction;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.skywire.host.Succession;
import org.osgi.framework.Bundle;

/** Revisions whose place another has taken: each goes when its loops have ended, or had time enough. */
final class Retirement implements AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");
    private static final int MAX_THREADS = 16;
    private static final long LONGEST_END_SECONDS = 10;

    private final AppBundles bundles;
    private final Succession succession;
    private final Duration longestDrain;
    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    Retirement(AppBundles bundles, Succession succession, Duration longestDrain) {
        this.bundles = bundles;
        this.succession = succession;
        this.longestDrain = longestDrain;
        this.threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, "skywire-deploy-drain-" + count.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        return thread;
    }

    void add(Bundle old, Runnable afterwards) {
        try {
            threads.execute(() -> retire(old, afterwards));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "{0} stays: deployment ends", old);
        }
    }

    private void retire(Bundle old, Runnable afterwards) {
        String name = AppBundles.nameOf(old);
        try {
            if (!succession.drain(old, longestDrain)) {
                LOG.log(
                        Level.INFO,
                        "{0} still has loops after {1} s: they end with it",
                        name,
                        Long.toString(longestDrain.toSeconds()));
            }
            bundles.uninstall(old);
            afterwards.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "{0} goes with the framework", name);
        }
    }

    /** Who still drains stays, until deployment begins again. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
