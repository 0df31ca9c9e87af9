package net.skywire.pipe.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutcomeTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final Outcome<String> outcome = new Outcome<>();

    @Test
    void isWhatWasFoundOut() throws Exception {
        assertTrue(outcome.is("yes"));

        assertEquals("yes", outcome.await(LONG, "dial"));
        assertFalse(outcome.is("late"));
    }

    @Test
    void isARefusalWithItsReason() {
        outcome.isRefusal("no");

        assertEquals(
                "no",
                assertThrows(ConnectException.class, () -> outcome.await(LONG, "dial"))
                        .getMessage());
    }

    @Test
    void takesNothingOnceItsTimeIsOver() {
        assertEquals(
                "dial: no answer came within 1 ms",
                assertThrows(SocketTimeoutException.class, () -> outcome.await(Duration.ofMillis(1), "dial"))
                        .getMessage());

        assertFalse(outcome.is("late"));
    }

    @Test
    void takesNothingOnceItsWaitIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedIOException.class, () -> outcome.await(LONG, "dial"));

        assertTrue(Thread.interrupted());
        assertFalse(outcome.is("late"));
    }

    /** Whoever is told that the value was taken does not clean it up. */
    @Test
    void isNeverLostWhenItComesWithTheTimeout() throws Exception {
        ExecutorService finder = Executors.newSingleThreadExecutor();
        try {
            CyclicBarrier start = new CyclicBarrier(2);
            for (int round = 0; round < 20_000; round++) {
                Outcome<String> narrow = new Outcome<>();
                int spins = round % 200;
                Future<Boolean> taken = finder.submit(() -> {
                    start.await();
                    for (int spin = 0; spin < spins; spin++) {
                        Thread.onSpinWait();
                    }
                    return narrow.is("value");
                });
                start.await();
                boolean got = true;
                try {
                    narrow.await(Duration.ofNanos(1), "dial");
                } catch (SocketTimeoutException e) {
                    got = false;
                }
                assertEquals(taken.get(10, TimeUnit.SECONDS), got, "round " + round);
            }
        } finally {
            finder.shutdownNow();
        }
    }
}
