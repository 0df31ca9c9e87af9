package net.skywire.host.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import net.skywire.host.NodeMode;
import net.skywire.host.NodeSetting;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/** Where apps get their node by default: key {@code node} of configuration {@code net.skywire.node}. */
@Component(configurationPid = "net.skywire.node")
public final class ConfiguredNodeSetting implements NodeSetting {

    private static final Logger LOG = System.getLogger("net.skywire.host");

    private volatile NodeMode mode = NodeMode.EMBEDDED;

    @Activate
    public ConfiguredNodeSetting(Map<String, Object> configuration) {
        configure(configuration);
    }

    @Modified
    void configure(Map<String, Object> configuration) {
        try {
            Object text = configuration.get("node");
            mode = text == null ? NodeMode.EMBEDDED : NodeMode.parse(text.toString());
        } catch (IllegalArgumentException e) {
            LOG.log(Level.ERROR, "{0}; it stays {1}", e.getMessage(), mode);
        }
    }

    @Override
    public NodeMode mode() {
        return mode;
    }
}
