package net.skywire.pipe.frame;

import java.io.IOException;

/** The other side has broken the protocol so that its stream of frames cannot be followed any further. */
public final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1;

    public ProtocolException(String message) {
        super(message);
    }
}
