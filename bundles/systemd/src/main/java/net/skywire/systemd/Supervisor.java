package net.skywire.systemd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The systemd that has started this process and waits for it to speak, as the environment has it.
 *
 * @param socket a path, or {@code @} and a name
 * @param watchdog without a ping for so long it restarts this process; empty if it waits for none
 */
record Supervisor(String socket, Optional<Duration> watchdog) {

    private static final Logger LOG = System.getLogger("net.skywire.systemd");

    /**
     * Empty if there is none.
     *
     * @param pid of this process: the watchdog may be another's, such as that of who has started it
     */
    static Optional<Supervisor> of(Map<String, String> environment, long pid) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        return socket.isEmpty() ? Optional.empty() : Optional.of(new Supervisor(socket, watchdog(environment, pid)));
    }

    private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String whose = environment.getOrDefault("WATCHDOG_PID", "");
        if (micros.isEmpty() || !whose.isEmpty() && !whose.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        if (!micros.matches("0*[1-9]\\d{0,17}")) {
            LOG.log(Level.WARNING, "no watchdog: expected microseconds in WATCHDOG_USEC, got \"{0}\"", micros);
            return Optional.empty();
        }
        return Optional.of(Duration.of(Long.parseLong(micros), ChronoUnit.MICROS));
    }
}
