package net.skywire.app.spi;

import java.io.IOException;
import java.util.ServiceLoader;

/** Finds the connector of a plain process: the one on its class path. */
public final class NodeConnectors {

    private NodeConnectors() {}

    /** @throws IOException if there is none, which is a fault in how the process was started */
    public static NodeConnector ofThisProcess() throws IOException {
        return ServiceLoader.load(NodeConnector.class, NodeConnectors.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "no way to a node: expected skywire-osgi's pipe library on the class path, found none"));
    }
}
