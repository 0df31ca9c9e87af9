package net.skywire.itest;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the node of a {@link Product} is told: which apps are let in, and which of them are processes. */
public final class NodeSettings {

    private final Set<String> apps = new LinkedHashSet<>();
    private final Map<String, List<String>> processes = new LinkedHashMap<>();

    /** Lets {@code name} in. */
    public NodeSettings app(String name) {
        apps.add(name);
        return this;
    }

    /** Lets {@code name} in, and has it started. */
    public NodeSettings process(String name, String... command) {
        processes.put(name, List.of(command));
        return app(name);
    }

    /** For {@link Product#configure}. */
    public String text() {
        String programs = processes.entrySet().stream()
                .map(process -> ",\n\"process." + process.getKey() + "\": [" + quoted(process.getValue()) + ']')
                .collect(Collectors.joining());
        return "{\"apps\": [" + quoted(apps) + ']' + programs + '}';
    }

    private static String quoted(Iterable<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(text.length() == 0 ? "" : ", ").append('"').append(name).append('"');
        }
        return text.toString();
    }
}
