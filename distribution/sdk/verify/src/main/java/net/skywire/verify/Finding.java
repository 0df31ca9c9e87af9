package net.skywire.verify;

/**
 * What one check has come to.
 *
 * @param check its name, one word
 * @param text what was found; where it has failed, what was expected and what came
 */
record Finding(String check, Outcome outcome, String text) {

    /** From best to worst. */
    enum Outcome {
        /** As a node wants it. */
        OK,
        /** A node takes it, but someone will be sorry. */
        WARNING,
        /** Not looked at, since something before it has failed. */
        SKIPPED,
        /** A node refuses it, or is the worse for it. */
        FAILED;

        @Override
        public String toString() {
            return this == FAILED ? name() : name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Finding ok(String check, String text) {
        return new Finding(check, Outcome.OK, text);
    }

    static Finding warning(String check, String text) {
        return new Finding(check, Outcome.WARNING, text);
    }

    static Finding failed(String check, String text) {
        return new Finding(check, Outcome.FAILED, text);
    }

    static Finding skipped(String check) {
        return new Finding(check, Outcome.SKIPPED, "what comes before it has failed");
    }

    boolean hasFailed() {
        return outcome == Outcome.FAILED;
    }
}
