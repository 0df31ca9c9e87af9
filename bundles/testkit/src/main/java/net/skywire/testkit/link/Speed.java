package net.skywire.testkit.link;

import java.time.Duration;

/** How slow the loops of a peer are. */
public final class Speed {

    private static final long SECOND = 1_000_000_000;

    private volatile long delayNanos;
    private volatile long bytesPerSecond = Long.MAX_VALUE;

    public void delay(Duration each) {
        if (each.isNegative()) {
            throw new IllegalArgumentException("delay: expected zero or more, got " + each);
        }
        delayNanos = each.toNanos();
    }

    public void bandwidth(int bytesEachSecond) {
        if (bytesEachSecond < 1) {
            throw new IllegalArgumentException("bandwidth: expected one byte or more, got " + bytesEachSecond);
        }
        bytesPerSecond = bytesEachSecond;
    }

    void reset() {
        delayNanos = 0;
        bytesPerSecond = Long.MAX_VALUE;
    }

    long delayNanos() {
        return delayNanos;
    }

    /** How long the line is taken by so many bytes. */
    long nanosFor(int bytes) {
        return bytesPerSecond == Long.MAX_VALUE ? 0 : bytes * SECOND / bytesPerSecond;
    }
}
