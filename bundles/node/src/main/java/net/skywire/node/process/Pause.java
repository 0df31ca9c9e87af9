package net.skywire.node.process;

import java.time.Duration;
import java.util.concurrent.Future;

/** Does something later, on the thread that looks after app processes. */
@FunctionalInterface
interface Pause {

    /** @return by which it can be called off */
    Future<?> before(Runnable action, Duration pause);
}
