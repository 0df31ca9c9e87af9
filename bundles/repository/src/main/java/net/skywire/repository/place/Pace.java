package net.skywire.repository.place;

import java.io.IOException;
import java.time.Duration;

/**
 * How fast a file has to come, on average, so that nobody waits for ever.
 *
 * @param grace how long it may take at first, however slow
 * @param bytesPerSecond the least after that
 */
record Pace(Duration grace, long bytesPerSecond) {

    /** It would be no faster if it were tried again at once. */
    static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1;

        private TooSlowException(String message) {
            super(message);
        }
    }

    Watch start() {
        return new Watch(System.nanoTime());
    }

    /** One file that comes. For one thread. */
    final class Watch {

        private final long start;
        private long total;

        private Watch(long start) {
            this.start = start;
        }

        /** @throws TooSlowException if it is */
        void came(int count) throws IOException, InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while it fetched a file");
            }
            total += count;
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            long due = taken.minus(grace).toMillis() * bytesPerSecond / 1000;
            if (due > total) {
                throw new TooSlowException("expected " + bytesPerSecond + " bytes a second or more, got " + total
                        + " in " + taken.toSeconds() + " s");
            }
        }
    }
}
