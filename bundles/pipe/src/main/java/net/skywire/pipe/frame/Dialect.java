package net.skywire.pipe.frame;

/** The two forms in which Go programs write Send and Close. */
public enum Dialect {
    /** {@code addr} with {@code port} and {@code remote}, as specified. */
    GO_2019_06,
    /** {@code loop} with {@code Local} and {@code Remote}. */
    GO_2019_09,
    /** Both forms in one body: what is written to a peer whose form is not known. Either understands it. */
    BOTH;

    static Dialect of(boolean specified, boolean later) {
        if (specified && later) {
            return BOTH;
        }
        return specified ? GO_2019_06 : GO_2019_09;
    }
}
