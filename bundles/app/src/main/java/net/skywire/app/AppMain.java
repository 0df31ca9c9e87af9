package net.skywire.app;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The main program of an app. A bundle publishes it as a service, with {@link SkywireApp} saying which app it is; it is
 * run once the app has its seat at the node.
 */
@ConsumerType
@FunctionalInterface
public interface AppMain {

    /**
     * Runs the app, on a thread of its own. The app goes on until this returns, or, where the same app also publishes a
     * {@link LoopHandler}, until it is removed. Removal closes {@code app} and interrupts the thread.
     *
     * @throws Exception if the app fails; its message is what the operator sees
     */
    void run(App app) throws Exception;
}
