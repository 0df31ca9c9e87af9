package net.skywire.node.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.skywire.app.PubKey;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.frame.Dialect;

/** What the operator has configured, checked. Immutable: a new configuration is a new instance. */
public final class NodeConfig {

    /** The most apps on the list. */
    public static final int MAX_APPS = 1024;

    private static final String ARGUMENTS = "args.";
    private static final String PROCESS = "process.";
    private static final String DIALECT = "dialect.";
    private static final String APP_NAME = "app-name.";
    private static final List<String> CONTAINER = List.of("service.", "component.", "felix.", "osgi.", ".");
    private static final Map<Integer, Set<String>> RESERVED = Map.of(
            1, Set.of("chat", "skychat"), 2, Set.of("therealssh", "ssh"), 3, Set.of("therealproxy", "socksproxy"));
    private static final Map<String, Dialect> DIALECTS =
            Map.of("2019-06", Dialect.GO_2019_06, "2019-09", Dialect.GO_2019_09);

    private final Map<String, AppEntry> apps = new LinkedHashMap<>();
    private final Map<String, List<String>> arguments = new TreeMap<>();
    private final Map<String, List<String>> processes = new TreeMap<>();
    private final Map<String, Dialect> dialects = new TreeMap<>();
    private final Map<String, String> appNames = new TreeMap<>();
    private String descriptors = "auto";
    private Optional<PubKey> key = Optional.empty();

    private NodeConfig() {}

    /**
     * @param properties as Config Admin has them
     * @throws IllegalArgumentException saying which key is wrong, what was expected and what came
     */
    public static NodeConfig of(Map<String, ?> properties) {
        NodeConfig config = new NodeConfig();
        config.readApps(properties.get("apps"));
        properties.forEach(config::read);
        config.check();
        return config;
    }

    private void readApps(Object value) {
        for (String text : value == null ? List.<String>of() : strings("apps", value)) {
            AppEntry entry = AppEntry.parse(text);
            if (apps.put(entry.name(), entry) != null) {
                throw new IllegalArgumentException("apps: " + entry.name() + " is on the list twice");
            }
        }
        if (apps.size() > MAX_APPS) {
            throw new IllegalArgumentException("apps: expected up to " + MAX_APPS + ", got " + apps.size());
        }
    }

    private void read(String name, Object value) {
        if (name.startsWith(ARGUMENTS)) {
            arguments.put(listed(name, ARGUMENTS), strings(name, value));
        } else if (name.startsWith(PROCESS)) {
            processes.put(listed(name, PROCESS), command(name, value));
        } else if (name.startsWith(DIALECT)) {
            dialects.put(listed(name, DIALECT), dialect(name, value));
        } else if (name.startsWith(APP_NAME)) {
            appNames.put(listed(name, APP_NAME), text(name, value));
        } else if (name.equals("descriptors")) {
            descriptors = text(name, value);
        } else if (name.equals("key")) {
            key = Optional.of(key(text(name, value)));
        } else if (!name.equals("apps") && !ofTheContainer(name)) {
            throw new IllegalArgumentException(name
                    + ": expected apps, args.<app>, process.<app>, dialect.<app>, app-name.<app>, descriptors or key");
        }
    }

    /** Config Admin and component runtime add keys of their own. */
    private static boolean ofTheContainer(String name) {
        return name.endsWith(".target") || CONTAINER.stream().anyMatch(name::startsWith);
    }

    private String listed(String name, String prefix) {
        String app = name.substring(prefix.length());
        if (!apps.containsKey(app)) {
            throw new IllegalArgumentException(name + ": expected an app on the list, got \"" + app + '"');
        }
        return app;
    }

    private static List<String> command(String name, Object value) {
        List<String> command = strings(name, value);
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException(name + ": expected a program and its arguments, got nothing");
        }
        return command;
    }

    private static Dialect dialect(String name, Object value) {
        Dialect dialect = DIALECTS.get(text(name, value));
        if (dialect == null) {
            throw new IllegalArgumentException(name + ": expected 2019-06 or 2019-09, got \"" + value + '"');
        }
        return dialect;
    }

    private static PubKey key(String text) {
        try {
            return PubKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("key: " + e.getMessage(), e);
        }
    }

    private static String text(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + ": expected a string, got another value");
    }

    private static List<String> strings(String name, Object value) {
        if (value instanceof String[] many) {
            return List.of(many);
        }
        if (value instanceof String one) {
            return List.of(one);
        }
        throw new IllegalArgumentException(name + ": expected an array of strings, got " + value);
    }

    private void check() {
        Map<Integer, String> takers = new TreeMap<>();
        for (AppEntry entry : apps.values()) {
            if (entry.port().isPresent()) {
                checkPort(entry, takers);
            }
        }
    }

    private static void checkPort(AppEntry entry, Map<Integer, String> takers) {
        int port = entry.port().getAsInt();
        String other = takers.put(port, entry.name());
        if (other != null) {
            throw new IllegalArgumentException("apps: port " + port + " is for both " + other + " and " + entry.name());
        }
        Set<String> owners = RESERVED.get(port);
        if (owners != null && !owners.contains(entry.name().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("apps: port " + port + " is reserved for "
                    + owners.stream().sorted().collect(Collectors.joining(" or ")) + ", got " + entry.name());
        }
    }

    public List<AppEntry> apps() {
        return List.copyOf(apps.values());
    }

    public Optional<AppEntry> app(String name) {
        return Optional.ofNullable(apps.get(name));
    }

    /** The ports on the list. */
    public Set<Integer> staticPorts() {
        return apps.values().stream()
                .flatMapToInt(entry -> entry.port().stream())
                .boxed()
                .collect(Collectors.toSet());
    }

    /** Of an app's command line; empty if there are none. */
    public List<String> arguments(String app) {
        return arguments.getOrDefault(app, List.of());
    }

    /** The command of each app that runs as a process, without the app's arguments. */
    public Map<String, List<String>> processes() {
        return Collections.unmodifiableMap(processes);
    }

    /** The form in which an app process is spoken to; empty to learn it. */
    public Optional<Dialect> dialect(String app) {
        return Optional.ofNullable(dialects.get(app));
    }

    /** What an app process says that its name is; by default that on the list. */
    public String appName(String app) {
        return appNames.getOrDefault(app, app);
    }

    /** All that is said of an app; empty if it is not on the list. */
    public Optional<AppSettings> settings(String app) {
        return app(app).map(entry -> new AppSettings(
                entry.name(),
                entry.version(),
                true,
                entry.port(),
                arguments(app),
                Optional.ofNullable(processes.get(app)).map(command -> process(app, command)),
                SeatLimits.DEFAULT));
    }

    /** The apps that run as processes, by name. */
    public Map<String, AppSettings> processApps() {
        Map<String, AppSettings> found = new LinkedHashMap<>();
        processes.keySet().forEach(app -> found.put(app, settings(app).orElseThrow()));
        return found;
    }

    private ProcessSettings process(String app, List<String> command) {
        ProcessSettings plain = ProcessSettings.of(command, appName(app));
        return new ProcessSettings(
                plain.command(),
                plain.environment(),
                dialect(app),
                plain.initName(),
                plain.logDatabase(),
                plain.restart(),
                plain.grace(),
                plain.resources());
    }

    /** The provider of descriptors, or {@code auto}. */
    public String descriptors() {
        return descriptors;
    }

    /** The node's key, if it is not to make one. */
    public Optional<PubKey> key() {
        return key;
    }
}
