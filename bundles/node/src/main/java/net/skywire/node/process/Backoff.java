package net.skywire.node.process;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long an app that keeps ending has to wait before it is started again: longer each time, up to a limit. */
final class Backoff {

    /** The wait after the first end. */
    static final Duration FIRST = Duration.ofSeconds(1);

    /** No wait is longer. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    /** After having run for this long, an app starts from the first wait again. */
    static final Duration STABLE = Duration.ofSeconds(60);

    /** This many ends in a row are a crash loop. */
    static final int LOOP = 5;

    /** Which part of a wait is by chance, so that apps which end together do not start together. */
    private static final double CHANCE = 0.25;

    private static final int MAX_DOUBLINGS = 16;

    private final RandomGenerator random;
    private int ends;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Counts an end.
     *
     * @param lived how long the app has run
     * @return how long it is to wait
     */
    Duration next(Duration lived) {
        ends = lived.compareTo(STABLE) >= 0 ? 1 : ends + 1;
        int doublings = Math.min(ends - 1, MAX_DOUBLINGS);
        long whole = Math.min(FIRST.toMillis() << doublings, LONGEST.toMillis());
        return Duration.ofMillis(whole - (long) (whole * CHANCE * random.nextDouble()));
    }

    /** Ends in a row, none of them after a stable run. */
    int ends() {
        return ends;
    }

    boolean isLoop() {
        return ends >= LOOP;
    }

    void reset() {
        ends = 0;
    }
}
