package net.skywire.deploy.signature;

import java.util.Locale;

/** Whether apps need a signature. */
public enum SignatureMode {
    /** Each app has to be signed by a publisher whom the operator trusts. */
    REQUIRED,
    /** An app may be unsigned. One that is signed has to be as if it were required. */
    DEVELOPMENT;

    /** @throws IllegalArgumentException if {@code text} is not {@code required} or {@code development} */
    public static SignatureMode parse(String text) {
        for (SignatureMode mode : values()) {
            if (mode.toString().equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("signatures: expected required or development, got \"" + text + '"');
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
