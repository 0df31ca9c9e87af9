package net.skywire.deploy.signature;

/** A jar's signature is missing, wrong, or somebody's who is not trusted. The message is one line for the operator. */
public final class BadSignatureException extends Exception {

    private static final long serialVersionUID = 1;

    BadSignatureException(String message) {
        super(message);
    }
}
