package net.skywire.pipe.frame;

import java.io.IOException;

/** The body of one frame is not what it should be. The message can be sent as the answer. */
public final class BodyException extends IOException {

    private static final long serialVersionUID = 1;

    public BodyException(String message) {
        super(message);
    }
}
