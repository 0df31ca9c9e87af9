package net.skywire.itest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Content of {@code skywire-config.json}: the apps in it, all of which start, and what is said of each. */
public final class Conf {

    private final Map<String, Map<String, String>> entries = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> ours = new LinkedHashMap<>();
    private final Map<String, String> more = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>(
            Map.of("node", text("embedded"), "signatures", text("development"), "drain", text("0")));

    /** These apps, each {@code name} or {@code name=port}. */
    public static Conf of(String... apps) {
        Conf conf = new Conf();
        for (String app : apps) {
            conf.app(app);
        }
        return conf;
    }

    /** @param app {@code name} or {@code name=port} */
    public Conf app(String app) {
        String[] parts = app.split("=");
        entry(parts[0], "auto_start", "true");
        return parts.length > 1 ? entry(parts[0], "port", parts[1]) : this;
    }

    /** @param json a value of the app's entry */
    public Conf entry(String app, String key, String json) {
        entries.computeIfAbsent(app, name -> new LinkedHashMap<>(Map.of("app", text(app))))
                .put(key, json);
        return this;
    }

    /** @param json a value of the app's settings that are ours */
    public Conf ours(String app, String key, String json) {
        ours.computeIfAbsent(app, name -> new LinkedHashMap<>()).put(key, json);
        return this;
    }

    /** @param json a value of the whole */
    public Conf with(String key, String json) {
        more.put(key, json);
        return this;
    }

    /** @param mode where apps get their node */
    public Conf node(String mode) {
        return setting("node", text(mode));
    }

    /** @param json a value of our settings of the node */
    public Conf setting(String key, String json) {
        settings.put(key, json);
        return this;
    }

    /** Apps have to be signed; otherwise they need not be. */
    public Conf signed() {
        return setting("signatures", text("required"));
    }

    /** The app, which starts, and runs as a process. */
    public Conf process(String app, String... command) {
        return entry(app, "auto_start", "true").ours(app, "command", texts(command));
    }

    static String text(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String texts(String... texts) {
        return Stream.of(texts).map(Conf::text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> text(member.getKey()) + ": " + member.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public String toString() {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put("apps", entries.values().stream().map(Conf::object).collect(Collectors.joining(", ", "[", "]")));
        Map<String, String> ofApps = new LinkedHashMap<>();
        ours.forEach((app, members) -> ofApps.put(app, object(members)));
        Map<String, String> ofNode = new LinkedHashMap<>(settings);
        ofNode.put("apps", object(ofApps));
        all.put("skywire-osgi", object(ofNode));
        return object(all);
    }
}
