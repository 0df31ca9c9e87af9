package net.skywire.host.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import net.skywire.host.NodeMode;
import net.skywire.host.NodeSetting;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/**
 * Where apps get their node by default: as key {@code mode} of configuration {@code net.skywire.attach} says, or
 * {@code node} of {@code net.skywire.node}, or framework property {@code skywire.node.mode}, or environment variable
 * {@code SKYWIRE_NODE}; if nothing is said, from the container.
 */
@Component(configurationPid = {"net.skywire.node", "net.skywire.attach"})
public final class ConfiguredNodeSetting implements NodeSetting {

    private static final Logger LOG = System.getLogger("net.skywire.host");

    private final Object outside;
    private volatile NodeMode mode = NodeMode.EMBEDDED;

    @Activate
    public ConfiguredNodeSetting(BundleContext context, Map<String, Object> configuration) {
        this(firstOf(context.getProperty("skywire.node.mode"), System.getenv("SKYWIRE_NODE")), configuration);
    }

    /** @param outside what is said outside of the configuration; null for nothing */
    ConfiguredNodeSetting(Object outside, Map<String, Object> configuration) {
        this.outside = outside;
        configure(configuration);
    }

    @Modified
    void configure(Map<String, Object> configuration) {
        try {
            Object text = firstOf(configuration.get("mode"), configuration.get("node"), outside);
            mode = text == null ? NodeMode.EMBEDDED : NodeMode.parse(text.toString());
        } catch (IllegalArgumentException e) {
            LOG.log(Level.ERROR, "{0}; it stays {1}", e.getMessage(), mode);
        }
    }

    private static Object firstOf(Object... values) {
        return Arrays.stream(values).filter(Objects::nonNull).findFirst().orElse(null);
    }

    @Override
    public NodeMode mode() {
        return mode;
    }
}
