package net.skywire.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0,PT0S",
        "10s,PT10S",
        "1m30s,PT1M30S",
        "1h2m3.5s,PT1H2M3.5S",
        "1.5h,PT1H30M",
        ".5s,PT0.5S",
        "2.s,PT2S",
        "500ms,PT0.5S",
        "7us,PT0.000007S",
        "7µs,PT0.000007S",
        "7μs,PT0.000007S",
        "9ns,PT0.000000009S",
        "0.4ns,PT0S",
        "9223372036854775807ns,PT2562047H47M16.854775807S"
    })
    void isReadAsGoWritesIt(String text, Duration duration) {
        assertEquals(duration, GoDuration.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "s", ".s", "10 s", "10s ", "-1s", "+1s", "1d", "1S", "1e3s", "9223372036854775808ns"})
    void isNothingElse(String text) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> GoDuration.parse(text));

        assertEquals(
                "expected a duration such as 10s, 1m30s or 500ms, or a number of nanoseconds, got \"" + text + '"',
                thrown.getMessage());
    }

    @Test
    void isNotReadFromTextWithoutEnd() {
        assertThrows(IllegalArgumentException.class, () -> GoDuration.parse("1s".repeat(33)));
        assertEquals(Duration.ofSeconds(32), GoDuration.parse("1s".repeat(32)));
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0s", "PT10S,10s", "PT1H30M,1h30m", "PT0.5S,0.5s"})
    void isWrittenSoThatGoReadsIt(Duration duration, String text) {
        assertEquals(text, GoDuration.format(duration));
        assertEquals(duration, GoDuration.parse(text));
    }
}
