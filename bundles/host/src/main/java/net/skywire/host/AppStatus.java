package net.skywire.host;

import java.util.OptionalInt;

/**
 * One app at one moment.
 *
 * @param kind how it runs: {@code bundle} or {@code process}
 * @param node where its node is: {@code embedded} or {@code attached}; empty while it has none
 * @param port its port at the node, where it has one
 * @param reason why it is in its state, one line; empty where there is nothing to say
 */
public record AppStatus(
        String name, String version, String kind, String node, AppState state, OptionalInt port, String reason) {}
