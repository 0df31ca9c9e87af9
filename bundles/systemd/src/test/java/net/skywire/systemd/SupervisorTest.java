package net.skywire.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorTest {

    private static final long PID = 42;

    private static Optional<Supervisor> of(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            environment.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return Supervisor.of(environment, PID);
    }

    @Test
    void isThereIfItHasASocket() {
        assertEquals(Optional.empty(), of("WATCHDOG_USEC", "1000000"));
        assertEquals(Optional.empty(), of("NOTIFY_SOCKET", ""));
        assertEquals(Optional.of(new Supervisor("/run/s", Optional.empty())), of("NOTIFY_SOCKET", "/run/s"));
    }

    @ParameterizedTest
    @CsvSource({"1,''", "30000000,''", "999999999999999999,''", "007,''", "5,42"})
    void waitsForPingsOfThisProcess(String micros, String whose) {
        Duration expected = Duration.ofNanos(1000).multipliedBy(Long.parseLong(micros));

        assertEquals(
                Optional.of(new Supervisor("@s", Optional.of(expected))),
                of("NOTIFY_SOCKET", "@s", "WATCHDOG_USEC", micros, "WATCHDOG_PID", whose));
    }

    @Test
    void doesNotWaitForThoseOfAnother() {
        assertEquals(
                Optional.of(new Supervisor("@s", Optional.empty())),
                of("NOTIFY_SOCKET", "@s", "WATCHDOG_USEC", "1", "WATCHDOG_PID", "43"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "soon", "9999999999999999999"})
    void hasNoWatchdogThatCannotBe(String micros) {
        assertEquals(
                Optional.of(new Supervisor("@s", Optional.empty())),
                of("NOTIFY_SOCKET", "@s", "WATCHDOG_USEC", micros));
    }
}
