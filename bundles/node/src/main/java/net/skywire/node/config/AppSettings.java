package net.skywire.node.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.skywire.pipe.SeatLimits;

/**
 * What the operator says of one app, checked.
 *
 * @param version the only one that is let in; empty for any
 * @param autoStart whether it starts with the node, and not only when told to
 * @param port that the app gets; empty to leave it to the app and the node
 * @param arguments of its command line
 * @param process how it runs as a process; empty if it is a bundle
 */
public record AppSettings(
        String name,
        Optional<String> version,
        boolean autoStart,
        OptionalInt port,
        List<String> arguments,
        Optional<ProcessSettings> process,
        SeatLimits limits) {

    public AppSettings {
        arguments = List.copyOf(arguments);
    }

    /** The same but for whether it starts with the node. */
    public AppSettings withAutoStart(boolean auto) {
        return new AppSettings(name, version, auto, port, arguments, process, limits);
    }
}
