package net.skywire.app.spi;

import java.io.IOException;

/**
 * The node has no seat for an app yet, but may have one later; the message says what it waits for. Whoever offers the
 * connector as a service changes a property of it when it is worth asking again.
 */
public final class NoSeatYetException extends IOException {

    private static final long serialVersionUID = 1;

    /** @param awaited what is waited for, such as {@code for the node to start it} */
    public NoSeatYetException(String awaited) {
        super(awaited);
    }
}
