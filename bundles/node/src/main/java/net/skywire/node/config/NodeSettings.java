package net.skywire.node.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.skywire.app.PubKey;
import net.skywire.host.NodeMode;

/**
 * What the operator says of the node itself, checked.
 *
 * @param version that apps have for which none is said
 * @param key by which the node is addressed; empty if it is to make a pair
 * @param descriptors the provider of descriptors, or {@code auto}
 * @param codec that for Sends, or {@code auto}
 * @param appsPath where executables of apps are, as {@code <app>.v<version>}
 * @param localPath where app processes have their working folders
 * @param logLevel as in {@link java.util.logging.Level}; empty to leave levels as they are
 * @param shutdownTimeout how long all may take to stop
 */
public record NodeSettings(
        Optional<String> version,
        Optional<PubKey> key,
        NodeMode mode,
        String descriptors,
        String codec,
        Path appsPath,
        Path localPath,
        Optional<String> logLevel,
        Duration shutdownTimeout) {

    /** How long all may take to stop if nothing else is said. */
    public static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    /** With nothing said. */
    public static NodeSettings in(Folders folders) {
        return new NodeSettings(
                Optional.empty(),
                Optional.empty(),
                NodeMode.EMBEDDED,
                "auto",
                "auto",
                folders.apps(),
                folders.local(),
                Optional.empty(),
                SHUTDOWN_TIMEOUT);
    }
}
