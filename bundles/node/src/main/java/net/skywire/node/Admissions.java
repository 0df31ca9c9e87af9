package net.skywire.node;

import java.net.BindException;
import java.net.ConnectException;
import net.skywire.app.AppConfig;
import net.skywire.app.spi.UnexpectedAppException;
import net.skywire.node.config.AppEntry;
import net.skywire.node.config.NodeConfig;

/** Who may have a seat, and which port. The messages begin as the Go node's do. */
public final class Admissions {

    private Admissions() {}

    /** @throws ConnectException if {@code asked} is not on the list, or not in this version */
    public static AppEntry entryOf(AppConfig asked, NodeConfig config) throws ConnectException {
        if (!asked.protocolVersion().equals(AppConfig.PROTOCOL_VERSION)) {
            throw new ConnectException("unsupported protocol version");
        }
        AppEntry entry = config.app(asked.name())
                .orElseThrow(() -> new UnexpectedAppException(
                        "unexpected app: \"" + asked.name() + "\" is not on the node's list of apps"));
        String version = entry.version().orElse(asked.version());
        if (!version.equals(asked.version())) {
            throw new ConnectException("unexpected app version: the node's list of apps says " + version + ", "
                    + asked.name() + " says " + asked.version());
        }
        return entry;
    }

    /**
     * The port for an app: the operator's choice, then the app's wish, then 0 for any.
     *
     * @throws BindException if the wish is another app's port on the list
     */
    public static int portOf(AppEntry entry, int wish, NodeConfig config) throws BindException {
        if (entry.port().isPresent()) {
            return entry.port().getAsInt();
        }
        for (AppEntry other : config.apps()) {
            if (wish != 0 && other.port().orElse(0) == wish) {
                throw new BindException("port " + wish + " is for " + other.name() + " on the node's list of apps");
            }
        }
        return wish;
    }
}
