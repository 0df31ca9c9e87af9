package net.skywire.host;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/**
 * Lets the apps of one bundle take the places of another's, so that there is no moment at which nobody has a place. The
 * order is {@link #stage}, start of the bundle, {@link #probe}, {@link #handOver}; a staged bundle that is stopped
 * instead leaves all as it was. Any thread may call.
 */
@ProviderType
public interface Succession {

    /**
     * Holds back the apps of a bundle that is not started yet: each gets a seat at which it can dial, with the address
     * that will be its own, but where nobody reaches it before the hand-over. At an outside node it waits without.
     *
     * @param present whose apps they follow, each the one of its name; empty if there is no such bundle
     */
    void stage(Bundle next, Optional<Bundle> present);

    /**
     * Waits until each app of a staged bundle has its seat, and has passed its health check where it has one. An app that
     * the node does not let in has passed, unless there is one at work whose place it was to take.
     *
     * @throws IOException if an app fails, or takes longer than {@code longest}; the message says which, and why
     */
    void probe(Bundle next, Duration longest) throws IOException, InterruptedException;

    /**
     * From now on who dials gets the staged apps; those before are given no more loops, but those they have live on. At an
     * outside node they end, and the staged ones ask for their seats.
     *
     * @throws IOException if {@code next} is not staged, or not all of it is well; then nothing has changed
     */
    void handOver(Bundle next) throws IOException;

    /**
     * Waits until no app of the bundle has an open loop.
     *
     * @return false if that takes longer than {@code longest}
     */
    boolean drain(Bundle bundle, Duration longest) throws InterruptedException;

    /**
     * Has the apps of a running bundle pass their health checks again.
     *
     * @throws IOException if one has failed, or takes longer than {@code longest}
     */
    void check(Bundle bundle, Duration longest) throws IOException, InterruptedException;

    /**
     * Tells of each app of the bundle that fails from now on, but not of one that only its node refuses, why, on a thread that must not be kept. It ends with the
     * bundle, or when another listener takes its place.
     */
    void onFailure(Bundle bundle, Consumer<String> listener);
}
