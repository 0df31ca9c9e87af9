package net.skywire.node.process;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.skywire.node.config.AppSettings;
import net.skywire.node.config.ProcessSettings;
import net.skywire.node.config.ResourceLimits;
import net.skywire.node.config.RestartPolicy;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.frame.Dialect;

/** The settings of an app, put together by a test. */
record TestApp(
        String name,
        List<String> command,
        List<String> arguments,
        Map<String, String> environment,
        Optional<Dialect> dialect,
        Optional<Boolean> logDatabase,
        RestartPolicy restart,
        Duration grace,
        ResourceLimits limits,
        boolean autoStart,
        OptionalInt port) {

    static final String INIT_NAME = "app";

    /** Says Init and goes on when it is answered. */
    static final String INIT = init();

    static TestApp of(String name, String... command) {
        return new TestApp(
                name,
                List.of(command),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                RestartPolicy.NEVER,
                ProcessSettings.GRACE,
                ResourceLimits.NONE,
                true,
                OptionalInt.empty());
    }

    static TestApp script(String name, String script) {
        return of(name, "sh", "-c", script);
    }

    private static String init() {
        String body = "{\"app-name\":\"" + INIT_NAME + "\",\"app-version\":\"1.0\",\"protocol-version\":\"0.0.1\"}";
        int length = 2 + body.getBytes(StandardCharsets.UTF_8).length;
        return "printf '\\000\\" + Integer.toOctalString(length) + "\\000\\000" + body
                + "' >&4; head -c 8 <&3 >/dev/null; ";
    }

    TestApp with(RestartPolicy policy) {
        return new TestApp(
                name, command, arguments, environment, dialect, logDatabase, policy, grace, limits, autoStart, port);
    }

    TestApp withArguments(String... words) {
        return new TestApp(
                name,
                command,
                List.of(words),
                environment,
                dialect,
                logDatabase,
                restart,
                grace,
                limits,
                autoStart,
                port);
    }

    TestApp with(Map<String, String> variables) {
        return new TestApp(
                name, command, arguments, variables, dialect, logDatabase, restart, grace, limits, autoStart, port);
    }

    TestApp with(Dialect form, Optional<Boolean> database) {
        return new TestApp(
                name,
                command,
                arguments,
                environment,
                Optional.ofNullable(form),
                database,
                restart,
                grace,
                limits,
                autoStart,
                port);
    }

    TestApp with(Duration longest) {
        return new TestApp(
                name, command, arguments, environment, dialect, logDatabase, restart, longest, limits, autoStart, port);
    }

    TestApp with(ResourceLimits most) {
        return new TestApp(
                name, command, arguments, environment, dialect, logDatabase, restart, grace, most, autoStart, port);
    }

    TestApp notStarted() {
        return new TestApp(
                name, command, arguments, environment, dialect, logDatabase, restart, grace, limits, false, port);
    }

    TestApp at(int fixed) {
        return new TestApp(
                name,
                command,
                arguments,
                environment,
                dialect,
                logDatabase,
                restart,
                grace,
                limits,
                autoStart,
                OptionalInt.of(fixed));
    }

    AppSettings settings() {
        return new AppSettings(
                name,
                Optional.empty(),
                autoStart,
                port,
                arguments,
                Optional.of(new ProcessSettings(
                        command, environment, dialect, INIT_NAME, logDatabase, restart, grace, limits)),
                SeatLimits.DEFAULT);
    }
}
