package net.skywire.deploy;

/** A jar is not deployed. The message is for the operator, and nothing has changed. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
