package net.skywire.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told of what happens on a loop. The calls for one loop come one after the other, in order; they may block, and hold
 * up that loop alone.
 */
@ConsumerType
public interface LoopListener {

    /**
     * A message has come.
     *
     * @param message its bytes, only to be read and only until this returns; whoever keeps them copies them
     * @throws IOException to give up: the loop is closed and {@link #ended} called with this cause
     */
    void received(Loop loop, ByteBuffer message) throws IOException;

    /**
     * The last call: no message will follow, and the loop is closed.
     *
     * @param cause what went wrong; empty if either end closed in the ordinary way
     */
    default void ended(Loop loop, Optional<IOException> cause) {}
}
