package net.skywire.pipe.connection;

import net.skywire.pipe.frame.Dialect;

/**
 * The form of Send and Close that the other side understands: fixed beforehand, or learned from the first Send or Close
 * it sends. Until then both forms are written at once.
 */
public final class PeerDialect {

    private volatile Dialect dialect;
    private volatile boolean ours;

    /** Not known yet. */
    public PeerDialect() {
        this(Dialect.BOTH);
    }

    public PeerDialect(Dialect fixed) {
        this.dialect = fixed;
    }

    Dialect get() {
        return dialect;
    }

    /** The other side is ours. */
    public void isOurs() {
        dialect = Dialect.GO_2019_06;
        ours = true;
    }

    boolean ours() {
        return ours;
    }

    void learn(Dialect seen) {
        if (dialect == Dialect.BOTH && seen != Dialect.BOTH) {
            dialect = seen;
        }
    }
}
