package net.skywire.app;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The accepting side of an app. A bundle publishes it as a service, with {@link SkywireApp} saying which app it is; it
 * is then called with each loop a remote app opens.
 */
@ConsumerType
@FunctionalInterface
public interface LoopHandler {

    /**
     * A remote app has opened {@code loop}. Runs on a thread of its own and may block. When it returns the loop is
     * closed, unless it has been given a {@link LoopListener}, which then lives on with the loop.
     *
     * @throws IOException if the loop fails; logged, and of no consequence to other loops
     * @throws InterruptedException if interrupted, which happens when the app is removed
     */
    void accepted(Loop loop) throws IOException, InterruptedException;
}
