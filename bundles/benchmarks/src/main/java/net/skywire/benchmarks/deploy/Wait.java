package net.skywire.benchmarks.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.itest.Product;

/** Looks again and again until something is so. */
final class Wait {

    /** Ample even on a busy machine. */
    static final Duration LONGEST = Duration.ofMinutes(3);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Wait() {}

    /** Gives back how many milliseconds it took until {@code condition} holds. */
    static double until(String what, long pauseNanos, BooleanSupplier condition) throws IOException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new IOException("expected " + what + " within " + LONGEST.toSeconds() + " s");
            }
            LockSupport.parkNanos(pauseNanos);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** How many milliseconds it takes until this version of an app runs, to which who dials then comes. */
    static double untilRuns(Product product, String app, String version) throws IOException {
        return until(app + " in version " + version, PAUSE_NANOS, () -> runs(product.status(app), version));
    }

    private static boolean runs(AppStatus status, String version) {
        return status != null
                && status.state() == AppState.RUNNING
                && status.version().equals(version);
    }

    /** Puts a version of an app into {@code apps/}; gives back how many milliseconds it took until that runs. */
    static double deploy(Product product, String app, String version, byte[] jar) throws IOException {
        long start = System.nanoTime();
        product.put(jar, "apps/" + app + ".jar");
        untilRuns(product, app, version);
        return (System.nanoTime() - start) / 1e6;
    }
}
