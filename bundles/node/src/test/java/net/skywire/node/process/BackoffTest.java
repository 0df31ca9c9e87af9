package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration BRIEF = Duration.ofSeconds(1);

    /** Chance at its least: nothing is taken off. */
    private final Backoff backoff = new Backoff(() -> 0);

    @Test
    void doublesUpToALimit() {
        List<Long> seconds = IntStream.range(0, 40)
                .mapToObj(end -> backoff.next(BRIEF).toSeconds())
                .toList();

        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), seconds.subList(0, 8));
        assertEquals(60, seconds.get(39));
    }

    @Test
    void takesUpToAQuarterOffByChance() {
        RandomGenerator most = () -> -1L;

        Duration least = new Backoff(most).next(BRIEF);

        assertTrue(least.toMillis() >= 750 && least.toMillis() <= 751, least.toString());
    }

    @Test
    void isALoopFromTheFifthEndOn() {
        IntStream.range(0, Backoff.LOOP - 1).forEach(end -> backoff.next(BRIEF));
        assertFalse(backoff.isLoop());

        backoff.next(BRIEF);

        assertTrue(backoff.isLoop());
        assertEquals(5, backoff.ends());
    }

    @Test
    void beginsAgainAfterAStableRun() {
        IntStream.range(0, 6).forEach(end -> backoff.next(BRIEF));

        assertEquals(60, backoff.next(Backoff.STABLE.minusMillis(1)).toSeconds());
        assertEquals(1, backoff.next(Backoff.STABLE).toSeconds());
        assertEquals(1, backoff.ends());
    }

    @Test
    void beginsAgainWhenItIsTold() {
        backoff.next(BRIEF);

        backoff.reset();

        assertEquals(1, backoff.next(BRIEF).toSeconds());
    }
}
