package net.skywire.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFormatterTest {

    private final LogRecord entry = new LogRecord(Level.WARNING, "{0} is gone");

    LineFormatterTest() {
        LocalDateTime time = LocalDateTime.of(2026, 11, 24, 13, 30, 1, 123_000_000);
        Instant instant = time.atZone(ZoneId.systemDefault()).toInstant();
        entry.setInstant(instant);
        entry.setLoggerName("net.skywire.node");
        entry.setParameters(new Object[] {"chat"});
    }

    @Test
    void writesOneLine() {
        assertEquals(
                "2026-11-24 13:30:01.123 WARNING net.skywire.node  chat is gone\n", new LineFormatter().format(entry));
    }

    @Test
    void writesTimesInFull() {
        entry.setInstant(LocalDateTime.of(2027, 1, 2, 3, 4, 5, 6_000_000)
                .atZone(ZoneId.systemDefault())
                .toInstant());
        entry.setLevel(Level.INFO);

        assertEquals(
                "2027-01-02 03:04:05.006 INFO    net.skywire.node  chat is gone\n", new LineFormatter().format(entry));
    }

    @Test
    void writesMidnightInFull() {
        entry.setInstant(LocalDateTime.of(2027, 1, 2, 0, 0)
                .atZone(ZoneId.systemDefault())
                .toInstant());

        assertEquals(
                "2027-01-02 00:00:00.000 WARNING net.skywire.node  chat is gone\n", new LineFormatter().format(entry));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no value                | no value",
                "{0} at {1}, {0}         | chat at 12345, chat",
                "{2}                     | null",
                "{3} is not given        | {3} is not given",
                "it''s {0}, and '{0}'    | it's chat, and {0}",
                "{0} {name}              | {0} {name}",
                "{0                      | {0"
            })
    void putsValuesIntoTheirPlaces(String message, String text) {
        entry.setMessage(message);
        entry.setParameters(new Object[] {"chat", 12345, null});

        assertEquals(text, new LineFormatter().formatMessage(entry));
    }

    @Test
    void leavesTextsWithoutValuesAsTheyAre() {
        entry.setMessage("it's {0}");
        entry.setParameters(null);

        assertEquals("it's {0}", new LineFormatter().formatMessage(entry));
    }

    @Test
    void addsTheStackTraceOfAnExceptionThatIsPassed() {
        entry.setThrown(new IllegalStateException("torn"));

        String text = new LineFormatter().format(entry);

        assertTrue(text.contains("IllegalStateException: torn"), text);
        assertTrue(text.contains("\tat "), text);
    }
}
