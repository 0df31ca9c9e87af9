package net.skywire.deploy.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(Changes.QUIET_MILLIS);
    private static final Optional<Look> THERE = Optional.of(new Look(1, FileTime.fromMillis(1), 1));

    private final Changes changes = new Changes(2);

    @Test
    void areQuietFiftyMillisecondsAfterTheLast() {
        changes.add("a.jar", THERE, 0);
        changes.add("a.jar", THERE, 10);

        assertEquals(List.of(), changes.quietAt(10 + QUIET - 1));
        assertEquals(List.of("a.jar"), changes.quietAt(10 + QUIET));
        assertEquals(OptionalLong.of(QUIET - 5), changes.nanosToQuiet(15));
    }

    @Test
    void beginWithWhatIsGone() {
        changes.add("a.jar", THERE, 0);
        changes.add("b.jar", Optional.empty(), 0);

        assertEquals(List.of("b.jar", "a.jar"), changes.quietAt(QUIET));
    }

    @Test
    void areNoMoreThanTheLimit() {
        assertTrue(changes.add("a.jar", THERE, 0));
        assertTrue(changes.add("b.jar", THERE, 0));
        assertFalse(changes.add("c.jar", THERE, 0));
        assertTrue(changes.add("a.jar", THERE, 1));
    }
}
