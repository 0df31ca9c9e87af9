package net.skywire.app;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether an app is well. A bundle may publish it as a service beside its {@link LoopHandler} or {@link AppMain},
 * with {@link SkywireApp} saying which app it is. It is asked before a new version takes its place, and from time to time
 * while the version is on trial.
 */
@ConsumerType
@FunctionalInterface
public interface HealthCheck {

    /**
     * Talks to the app as a remote app would, by a loop that the app has just been given. Runs on a thread of its own, and
     * is interrupted when it takes too long; the loop is closed when it returns.
     *
     * @throws Exception if the app is not well; its message is what the operator sees
     */
    void check(Loop loop) throws Exception;
}
