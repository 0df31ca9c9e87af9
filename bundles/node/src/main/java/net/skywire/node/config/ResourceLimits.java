package net.skywire.node.config;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the system lets an app process have; where one is empty, as much as the node itself.
 *
 * @param openFiles descriptors
 * @param memoryBytes of address space
 * @param nice from -20, the most of the processor, to 19, the least
 */
public record ResourceLimits(OptionalInt openFiles, OptionalLong memoryBytes, OptionalInt nice) {

    public static final ResourceLimits NONE =
            new ResourceLimits(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty());
}
