package net.skywire.node;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import net.skywire.host.NodeChoice;
import net.skywire.host.NodeMode;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Tells the host of which apps the configuration says where they get their node. */
final class ConfiguredNodes implements NodeChoice, AutoCloseable {

    private final ServiceRegistration<NodeChoice> registration;
    private volatile Map<String, NodeMode> modes = Map.of();
    private long changes;

    ConfiguredNodes(BundleContext context) {
        registration = context.registerService(NodeChoice.class, this, properties());
    }

    synchronized void configure(Map<String, NodeMode> next) {
        if (!next.equals(modes)) {
            modes = Map.copyOf(next);
            changes++;
            registration.setProperties(properties());
        }
    }

    private Dictionary<String, Object> properties() {
        return new Hashtable<>(Map.of("skywire.changes", changes));
    }

    @Override
    public Map<String, NodeMode> modes() {
        return modes;
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
