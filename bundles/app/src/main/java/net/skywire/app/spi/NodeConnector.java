package net.skywire.app.spi;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Gives apps their seats at one node. The specification's Setup. As a service it says in its property {@link #NODE}
 * where that node is.
 */
@ProviderType
public interface NodeConnector {

    /** The service property: {@code embedded}, which is meant where there is none, or {@code attached}. */
    String NODE = "skywire.node";

    /**
     * Seats an app; waits, within bounds, for the node's answer.
     *
     * @throws NoSeatYetException if there is no seat for the app yet
     * @throws UnexpectedAppException if the node does not know the app
     * @throws java.net.ConnectException if the node refuses the app; the message carries its reason
     * @throws java.net.BindException if the app's port is taken
     * @throws IOException if the node cannot be reached
     */
    App connect(AppSeat seat) throws IOException;

    /** As {@link #connect(AppSeat)}, for an app that leaves its port to the node. */
    default App connect(AppConfig config) throws IOException {
        return connect(new AppSeat(config));
    }

    /**
     * The app has ended by itself, has failed, or is ended by whoever runs it; told before the app is closed. Must not
     * block.
     *
     * @param fault why it has failed; empty if it has not
     */
    default void ended(App app, Optional<String> fault) {}

    /** The open loops of an app that has its seat here, with those it has yet to accept. Does not block. */
    default int loopCount(App app) {
        return 0;
    }

    /**
     * Waits until an app that has its seat here has no open loop.
     *
     * @return false if that takes longer than {@code longest}
     */
    default boolean awaitNoLoops(App app, Duration longest) throws InterruptedException {
        return true;
    }
}
