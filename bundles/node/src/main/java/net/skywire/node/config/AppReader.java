package net.skywire.node.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import net.skywire.app.AppConfig;
import net.skywire.host.NodeMode;
import net.skywire.pipe.Limits;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.frame.Dialect;

/** Reads what stands of one app: its entry in {@code apps}, as Go has it, and its settings in {@code skywire-osgi}. */
final class AppReader {

    static final Set<String> ENTRY_KEYS = Set.of("app", "version", "auto_start", "port", "ports", "args");

    private static final String DEFAULT_VERSION = "1.0";
    private static final int MAX_PORT = 65535;
    private static final Duration LONGEST_GRACE = Duration.ofMinutes(10);
    private static final Set<String> OUR_KEYS = Set.of(
            "run",
            "command",
            "environment",
            "dialect",
            "init-name",
            "node",
            "log-database",
            "restart",
            "grace",
            "limits");
    private static final Set<String> LIMIT_KEYS =
            Set.of("loops", "queued-bytes", "requests", "open-files", "memory-bytes", "nice");
    private static final Map<String, Boolean> IS_PROCESS = Map.of("bundle", false, "process", true);
    private static final Map<String, Dialect> DIALECTS =
            Map.of("2019-06", Dialect.GO_2019_06, "2019-09", Dialect.GO_2019_09);
    private static final Map<String, RestartPolicy> RESTARTS = Map.of(
            "never", RestartPolicy.NEVER, "on-failure", RestartPolicy.ON_FAILURE, "always", RestartPolicy.ALWAYS);

    private final Place entry;
    private final Place ours;
    private final NodeSettings node;
    private final String name;

    /** @param ours under {@code skywire-osgi.apps.<name>}, if anything is there */
    AppReader(String name, Place entry, Place ours, NodeSettings node) {
        this.name = name;
        this.entry = entry;
        this.ours = ours;
        this.node = node;
    }

    AppSettings read() {
        entry.knows(ENTRY_KEYS);
        ours.knows(OUR_KEYS);
        ours.get("limits").knows(LIMIT_KEYS);
        Optional<String> version = version();
        List<String> command = command();
        Path executable =
                node.appsPath().resolve(name + ".v" + version.or(node::version).orElse(DEFAULT_VERSION));
        boolean there = Files.isRegularFile(executable) && Files.isExecutable(executable);
        boolean process = ours.get("run").oneOf(IS_PROCESS).orElse(!command.isEmpty() || there);
        if (process && command.isEmpty()) {
            command = List.of(executable.toString());
        }
        ProcessSettings settings = process(command);
        return new AppSettings(
                name,
                process ? version.or(node::version) : version,
                entry.get("auto_start").truth().orElse(false),
                port(),
                entry.get("args").strings(),
                process ? Optional.of(settings) : Optional.empty(),
                limits());
    }

    Optional<NodeMode> mode() {
        return ours.get("node").oneOf(ConfigReader.MODES);
    }

    private Optional<String> version() {
        Place place = entry.get("version");
        return place.text().filter(text -> !text.isEmpty()).filter(text -> ConfigReader.isVersion(place, text));
    }

    private OptionalInt port() {
        OptionalInt older = OptionalInt.empty();
        for (Place port : entry.get("ports").elements(1)) {
            older = whole(port.number(1, MAX_PORT));
        }
        Place port = entry.get("port");
        return port.isGiven() ? whole(port.number(1, MAX_PORT)) : older;
    }

    private List<String> command() {
        Place place = ours.get("command");
        List<String> command = place.strings();
        if (place.isGiven()
                && place.value().isArray()
                && (command.isEmpty() || command.get(0).isEmpty())) {
            place.fault("expected a program and what comes before its arguments, got none");
            return List.of();
        }
        return command;
    }

    private ProcessSettings process(List<String> command) {
        Place grace = ours.get("grace");
        return new ProcessSettings(
                command,
                environment(),
                ours.get("dialect").oneOf(DIALECTS),
                initName(),
                ours.get("log-database").truth(),
                ours.get("restart").oneOf(RESTARTS).orElse(RestartPolicy.NEVER),
                grace.duration(LONGEST_GRACE).orElse(ProcessSettings.GRACE),
                resources());
    }

    private Map<String, String> environment() {
        Place place = ours.get("environment");
        Map<String, String> environment = new HashMap<>(place.texts());
        environment.forEach((key, value) -> {
            if (key.isEmpty() || key.indexOf('=') >= 0 || key.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
                place.get(key).fault("expected a name without \"=\" and no zero characters, got others");
            }
        });
        return environment;
    }

    private String initName() {
        Place place = ours.get("init-name");
        Optional<String> said = place.text();
        try {
            said.ifPresent(text -> new AppConfig(text, DEFAULT_VERSION));
        } catch (IllegalArgumentException e) {
            place.fault(e.getMessage());
        }
        return said.orElse(name);
    }

    private SeatLimits limits() {
        Place limits = ours.get("limits");
        SeatLimits normal = SeatLimits.DEFAULT;
        return new SeatLimits(
                (int) limits.get("loops").number(1, MAX_PORT).orElse(normal.loops()),
                (int) limits.get("queued-bytes").number(1, Integer.MAX_VALUE).orElse(normal.queuedBytes()),
                (int) limits.get("requests").number(1, Limits.REQUEST_IDS).orElse(normal.requests()));
    }

    private ResourceLimits resources() {
        Place limits = ours.get("limits");
        return new ResourceLimits(
                whole(limits.get("open-files").number(8, 1 << 20)),
                limits.get("memory-bytes").number(1 << 20, Long.MAX_VALUE),
                whole(limits.get("nice").number(-20, 19)));
    }

    private static OptionalInt whole(OptionalLong number) {
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }
}
