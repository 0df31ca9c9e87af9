package net.skywire.node.config;

/** Where apps have their node. */
public enum NodeMode {
    /** In this container. */
    EMBEDDED,
    /** Outside of it. */
    ATTACHED,
    BOTH;

    /** Whether this container is a node itself. */
    public boolean isEmbedded() {
        return this != ATTACHED;
    }
}
