package net.skywire.host;

import java.util.List;
import java.util.Locale;

/** Where apps get their node. */
public enum NodeMode {
    /** From the container. */
    EMBEDDED(List.of("embedded")),
    /** From outside, by pipes of their own. */
    ATTACHED(List.of("attached")),
    /** From the container if they are on its node's list, and otherwise from outside. */
    BOTH(List.of("embedded", "attached"));

    private final List<String> nodes;

    NodeMode(List<String> nodes) {
        this.nodes = nodes;
    }

    /** The nodes to ask, one after the other, as service property {@code skywire.node} of their connectors has them. */
    public List<String> nodes() {
        return nodes;
    }

    /** Whether the container is a node itself. */
    public boolean isEmbedded() {
        return this != ATTACHED;
    }

    /** Whether apps may have an outside node. */
    public boolean isAttached() {
        return this != EMBEDDED;
    }

    /** @throws IllegalArgumentException if {@code text} is not {@code embedded}, {@code attached} or {@code both} */
    public static NodeMode parse(String text) {
        for (NodeMode mode : values()) {
            if (mode.toString().equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("node: expected embedded, attached or both, got \"" + text + '"');
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
