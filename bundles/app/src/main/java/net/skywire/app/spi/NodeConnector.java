package net.skywire.app.spi;

import java.io.IOException;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import org.osgi.annotation.versioning.ProviderType;

/** Gives apps their seats at one node. The specification's Setup. */
@ProviderType
public interface NodeConnector {

    /**
     * Seats an app; waits, within bounds, for the node's answer.
     *
     * @throws java.net.ConnectException if the node refuses the app; the message carries its reason
     * @throws NotStartedException if the node will have the app, but not before the operator lets it start
     * @throws java.net.BindException if the app's port is taken
     * @throws IOException if the node cannot be reached
     */
    App connect(AppSeat seat) throws IOException;

    /** As {@link #connect(AppSeat)}, for an app that leaves its port to the node. */
    default App connect(AppConfig config) throws IOException {
        return connect(new AppSeat(config));
    }
}
