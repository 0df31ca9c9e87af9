package net.skywire.verify;

import java.time.Duration;

/**
 * How long an app may take.
 *
 * @param start until it has started, and again until it has its seat
 * @param stop until nothing of it runs any more
 * @param unload until none of its classes is left
 */
record Patience(Duration start, Duration stop, Duration unload) {

    /** What a node has. */
    static final Patience OF_A_NODE =
            new Patience(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(10));
}
