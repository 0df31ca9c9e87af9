package net.skywire.host.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import net.skywire.host.AppControl;
import org.junit.jupiter.api.Test;

class AppLinesTest {

    private final AppLines lines = new AppLines(entry -> Optional.ofNullable(entry.getLoggerName()));

    private void log(String app, String message) {
        LogRecord entry = new LogRecord(Level.WARNING, message);
        entry.setLoggerName(app);
        lines.publish(entry);
    }

    @Test
    void areThoseOfTheLogByApp() {
        log("chat", "one");
        log("echo", "other");
        log(null, "nobody's");
        LogRecord entry = new LogRecord(Level.INFO, "two, {0}\nthree");
        entry.setParameters(new Object[] {"lines"});
        entry.setLoggerName("chat");
        entry.setThrown(new IllegalStateException("oops"));
        lines.publish(entry);

        List<String> all = lines.tail("chat", 1000);
        assertTrue(
                all.get(0).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARNING chat  one"), all.get(0));
        assertTrue(all.get(1).endsWith("INFO    chat  two, lines"), all.get(1));
        assertEquals(List.of("three", "java.lang.IllegalStateException: oops"), all.subList(2, 4));
        assertTrue(all.get(4).startsWith("\tat "), all.get(4));
        assertEquals(List.of(all.get(all.size() - 1)), lines.tail("chat", 1));
        assertEquals(List.of(), lines.tail("nobody", 10));
    }

    @Test
    void areNoMoreThanTheLimits() {
        for (int count = 0; count <= AppControl.MAX_LINES; count++) {
            log("short", "line " + count);
        }
        log("long", "x".repeat(AppLines.MAX_LINE + 1));
        log("long", "y".repeat(AppLines.MAX_LENGTH % AppLines.MAX_LINE)); // too long with what precedes a message
        for (int count = 0; count < AppLines.MAX_LENGTH / AppLines.MAX_LINE; count++) {
            log("long", "x".repeat(AppLines.MAX_LINE));
        }

        List<String> shortOnes = lines.tail("short", 2000);
        assertEquals(AppControl.MAX_LINES, shortOnes.size());
        assertTrue(shortOnes.get(0).endsWith("line 1"), shortOnes.get(0));
        List<String> longOnes = lines.tail("long", 2000);
        assertEquals(AppLines.MAX_LENGTH / AppLines.MAX_LINE, longOnes.size());
        assertEquals(AppLines.MAX_LINE, longOnes.get(0).length());
    }

    @Test
    void areOfNoMoreAppsThanTheLimit() {
        for (int count = 0; count < AppLines.MAX_APPS; count++) {
            log("app" + count, "here");
        }
        log("app0", "again");

        log("one more", "here");

        assertEquals(2, lines.tail("app0", 10).size());
        assertEquals(1, lines.tail("one more", 10).size());
        assertEquals(List.of(), lines.tail("app1", 10), "silent for the longest time");
    }
}
