package net.skywire.node.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.skywire.pipe.frame.Dialect;

/**
 * How an app runs as a process.
 *
 * @param command the program and what comes before its arguments; empty for {@code <apps_path>/<app>.v<version>}
 * @param environment beside the node's own
 * @param dialect in which it is spoken to; empty to learn it
 * @param initName what it calls itself
 * @param logDatabase whether the path of a log database is put before its arguments; empty to go by the dialect, which
 *     Go nodes do from 2019-08 on
 * @param restart whether it is started again when it has ended
 * @param grace how long it has to end by itself when it is stopped, and again after SIGTERM
 */
public record ProcessSettings(
        List<String> command,
        Map<String, String> environment,
        Optional<Dialect> dialect,
        String initName,
        Optional<Boolean> logDatabase,
        RestartPolicy restart,
        Duration grace,
        ResourceLimits resources) {

    /** How long an app has to end if nothing else is said. */
    public static final Duration GRACE = Duration.ofSeconds(2);

    public ProcessSettings {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** With nothing said but the program. */
    public static ProcessSettings of(List<String> command, String initName) {
        return new ProcessSettings(
                command,
                Map.of(),
                Optional.empty(),
                initName,
                Optional.empty(),
                RestartPolicy.NEVER,
                GRACE,
                ResourceLimits.NONE);
    }
}
