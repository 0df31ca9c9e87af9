package net.skywire.launcher;

import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param product the folder of what is installed, which is only read
 * @param home the folder with {@code apps/}, {@code conf/} and {@code data/}; may be the same
 */
record Installation(Path product, Path home) {

    static Installation of(String product, String home) {
        return new Installation(absolute(product), absolute(home));
    }

    private static Path absolute(String folder) {
        return Path.of(folder).toAbsolutePath().normalize();
    }
}
