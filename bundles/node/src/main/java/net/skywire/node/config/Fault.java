package net.skywire.node.config;

/**
 * What is wrong at one place of the configuration.
 *
 * @param path of the place, such as {@code $.apps[2].port}
 */
public record Fault(String path, String message) {

    @Override
    public String toString() {
        return path + ": " + message;
    }
}
