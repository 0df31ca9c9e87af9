package net.skywire.node.config;

import java.util.List;

/**
 * A configuration that was read, and what is to be said of it.
 *
 * @param config without what is wrong
 * @param nodeFaults those of the node's own settings
 * @param appFaults those of the apps' settings
 */
public record Reading(NodeConfig config, List<Fault> nodeFaults, List<Fault> appFaults, List<String> warnings) {

    public boolean isRight() {
        return nodeFaults.isEmpty() && appFaults.isEmpty();
    }

    public List<Fault> faults() {
        return java.util.stream.Stream.concat(nodeFaults.stream(), appFaults.stream())
                .toList();
    }
}
