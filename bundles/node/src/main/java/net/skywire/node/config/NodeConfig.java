package net.skywire.node.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.skywire.host.NodeMode;

/**
 * What the operator has configured, checked. Immutable: a new configuration is a new instance.
 *
 * @param apps those that are let in, by name, in their order
 * @param modes where those apps have their node for which it is said
 * @param faulty why apps are not let in whose entries are wrong, by name
 */
public record NodeConfig(
        NodeSettings node, Map<String, AppSettings> apps, Map<String, NodeMode> modes, Map<String, String> faulty) {

    /** The most apps on the list. */
    public static final int MAX_APPS = 1024;

    /** Lets nobody in. */
    public static final NodeConfig NONE =
            new NodeConfig(NodeSettings.in(Folders.of(Path.of("."))), Map.of(), Map.of(), Map.of());

    public NodeConfig {
        apps = Collections.unmodifiableMap(new LinkedHashMap<>(apps));
        modes = Map.copyOf(modes);
        faulty = Map.copyOf(faulty);
    }

    /** All that is said of an app; empty if it is not on the list. */
    public Optional<AppSettings> settings(String app) {
        return Optional.ofNullable(apps.get(app));
    }

    /** The ports on the list. */
    public Set<Integer> staticPorts() {
        return apps.values().stream()
                .flatMapToInt(app -> app.port().stream())
                .boxed()
                .collect(Collectors.toSet());
    }

    /** Of an app's command line; empty if there are none. */
    public List<String> arguments(String app) {
        return settings(app).map(AppSettings::arguments).orElse(List.of());
    }

    /** Where an app has its node. */
    public NodeMode modeOf(String app) {
        return modes.getOrDefault(app, node.mode());
    }

    /** Whether any app may have its node in this container. */
    public boolean hasEmbedded() {
        return node.mode().isEmbedded() || modes.values().stream().anyMatch(NodeMode::isEmbedded);
    }

    /** The apps that run as processes of this node, by name. */
    public Map<String, AppSettings> processApps() {
        Map<String, AppSettings> found = new LinkedHashMap<>();
        for (AppSettings app : apps.values()) {
            if (app.process().isPresent() && modeOf(app.name()).isEmbedded()) {
                found.put(app.name(), app);
            }
        }
        return found;
    }

    /** The codec for Sends, or {@code auto}. */
    public String codec() {
        return node.codec();
    }

    /** The provider of descriptors, or {@code auto}. */
    public String descriptors() {
        return node.descriptors();
    }
}
