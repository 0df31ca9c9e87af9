package net.skywire.deploy.transaction;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.skywire.host.Succession;
import org.osgi.framework.Bundle;

/** Watches those that have just taken another's place, each until it has proved itself or failed. Any thread may call. */
final class Trials implements AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");
    private static final int THREADS = 2;

    /** A check that fails once may have met a busy machine. */
    private static final int CHECKS_TO_FAIL = 2;

    private static final long LONGEST_END_SECONDS = 10;

    /** Told how trials end, on a thread that may be kept. */
    interface Judge {

        void failed(String symbolicName, String digest, String reason) throws InterruptedException;

        void proved(String symbolicName, String digest) throws InterruptedException;
    }

    private final Succession succession;
    private final Duration check;
    private final Clock clock;
    private final Judge judge;
    private final Map<String, Trial> trials = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, work -> {
        Thread thread = new Thread(null, work, "skywire-deploy-trial", 0, false);
        thread.setDaemon(true);
        return thread;
    });

    Trials(Succession succession, Duration check, Clock clock, Judge judge) {
        this.succession = succession;
        this.check = check;
        this.clock = clock;
        this.judge = judge;
        threads.setKeepAliveTime(1, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Takes the place of an earlier trial of the same app. */
    void begin(String symbolicName, Bundle bundle, String digest, Instant until) {
        end(symbolicName);
        Trial trial = new Trial(symbolicName, bundle, digest, until);
        trials.put(symbolicName, trial);
        trial.checkLater();
        succession.onFailure(bundle, reason -> execute(() -> trial.fail(reason)));
    }

    void end(String symbolicName) {
        Trial trial = trials.remove(symbolicName);
        if (trial != null) {
            trial.next.cancel(false);
        }
    }

    private void execute(Runnable work) {
        if (!threads.isShutdown()) {
            threads.execute(work);
        }
    }

    private final class Trial {

        private final String symbolicName;
        private final Bundle bundle;
        private final String digest;
        private final Instant until;
        private volatile ScheduledFuture<?> next;
        private int failures;

        Trial(String symbolicName, Bundle bundle, String digest, Instant until) {
            this.symbolicName = symbolicName;
            this.bundle = bundle;
            this.digest = digest;
            this.until = until;
        }

        void checkLater() {
            long left = Duration.between(clock.instant(), until).toMillis();
            long pause = Math.max(0, Math.min(left, check.toMillis()));
            next = threads.schedule(this::check, pause, TimeUnit.MILLISECONDS);
        }

        private void check() {
            try {
                succession.check(bundle, check);
                failures = 0;
            } catch (IOException e) {
                failures++;
                LOG.log(Level.INFO, "{0}, on trial: {1}", AppBundles.nameOf(bundle), e.getMessage());
                if (failures >= CHECKS_TO_FAIL) {
                    fail(e.getMessage());
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (failures == 0 && !clock.instant().isBefore(until)) {
                decide(() -> judge.proved(symbolicName, digest));
            } else if (trials.get(symbolicName) == this) {
                checkLater();
            }
        }

        void fail(String reason) {
            decide(() -> judge.failed(symbolicName, digest, reason));
        }

        private void decide(Verdict verdict) {
            if (trials.remove(symbolicName, this)) {
                try {
                    verdict.tell();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private interface Verdict {
        void tell() throws InterruptedException;
    }

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
