package net.skywire.host.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.Loop;
import net.skywire.app.spi.AppRunner;
import net.skywire.app.spi.AppThreads;
import net.skywire.app.spi.NodeConnector;
import net.skywire.app.spi.StagingConnector;

/**
 * An app at its seat.
 *
 * @param token tells the seat from an earlier one
 * @param where the node is
 */
record Seated(
        Object token,
        String where,
        NodeConnector node,
        App app,
        AppThreads threads,
        AppRunner runner,
        AppService service) {

    /** The node, if apps can follow each other there. */
    Optional<StagingConnector> staging() {
        return node instanceof StagingConnector staging ? Optional.of(staging) : Optional.empty();
    }

    boolean isBeside(Seated other) {
        return node == other.node;
    }

    /**
     * From now on this app is reached, and {@code old} is not if it is at the same node.
     *
     * @throws IOException if this app has its place no more
     */
    void takePlace(Optional<Seated> old) throws IOException {
        staging().orElseThrow().handOver(app, old.filter(this::isBeside).map(Seated::app));
        service.handedOver();
    }

    int loopCount() {
        return node.loopCount(app);
    }

    boolean awaitNoLoops(Duration longest) throws InterruptedException {
        return node.awaitNoLoops(app, longest);
    }

    /** A loop to the app; empty if its node cannot make one. */
    Optional<Loop> probe(Duration longest) throws IOException {
        return staging().isPresent() ? Optional.of(staging().get().probe(app, longest)) : Optional.empty();
    }

    /** For messages. */
    String label() {
        return "app " + app.config().name() + " " + app.config().version();
    }

    /** For the log. */
    String place() {
        String at = app.addr().map(Addr::toString).map(text -> " at " + text).orElse("");
        return at + (where.equals(Nodes.EMBEDDED) ? "" : ", " + where);
    }

    /** Others let go of the app first; what they do then may come back to the host. */
    void leave(Optional<String> fault) {
        service.unpublish();
        node.ended(app, fault);
        runner.close();
    }
}
