package net.skywire.app.spi;

import java.net.ConnectException;

/** The node does not know the app at all; another node may. */
public final class UnexpectedAppException extends ConnectException {

    private static final long serialVersionUID = 1;

    public UnexpectedAppException(String reason) {
        super(reason);
    }
}
