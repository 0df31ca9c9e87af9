package net.skywire.app.spi;

import java.io.IOException;

/** A node knows an app, and has no seat for it until the operator lets it start. The message says what it waits for. */
public final class NotStartedException extends IOException {

    private static final long serialVersionUID = 1;

    public NotStartedException(String message) {
        super(message);
    }
}
