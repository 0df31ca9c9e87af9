package net.skywire.app.spi;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import net.skywire.app.App;
import net.skywire.app.Loop;
import org.osgi.annotation.versioning.ProviderType;

/** The way to a node at which one app can take another's place, so that nobody who dials finds it empty. */
@ProviderType
public interface StagingConnector extends NodeConnector {

    /**
     * As {@link #connect(AppSeat)}, but nobody reaches the app before {@link #handOver}. It can dial at once. A staged
     * app that is closed leaves all as it was.
     *
     * @param present of the same name, whose place it is to take, and whose address it has
     * @throws java.net.ConnectException also if an app of that name is seated and is not {@code present}
     */
    App stage(AppSeat seat, Optional<App> present) throws IOException;

    /**
     * From now on who dials the staged app's address reaches it. Nothing more is put before {@code present}, which keeps
     * the loops it has, and those it has yet to accept, until it is closed.
     *
     * @param present empty if there is none any more
     * @throws java.net.ConnectException if {@code staged} is not staged, or another than {@code present} has its place
     */
    void handOver(App staged, Optional<App> present) throws IOException;

    /**
     * Opens a loop to an app, whether or not it is reached at its address: for its health check. The callbacks of this end
     * run on the app's threads; closing it also takes it back from an app that has not accepted it.
     *
     * @throws java.net.ConnectException if the app has no seat here, or has too many loops
     */
    Loop probe(App app, Duration timeout) throws IOException;
}
