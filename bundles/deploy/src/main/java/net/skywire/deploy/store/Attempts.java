package net.skywire.deploy.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which jars are being deployed, and how often each has been tried without coming to an end: a byte for each time. What the
 * container survives leaves nothing here.
 */
final class Attempts {

    private final Path folder;

    Attempts(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    void begin(String digest) throws IOException {
        Files.write(folder.resolve(digest), new byte[count(digest) + 1]);
    }

    void end(String digest) throws IOException {
        Files.deleteIfExists(folder.resolve(digest));
    }

    int count(String digest) throws IOException {
        Path file = folder.resolve(digest);
        return Files.exists(file) ? (int) Math.min(Files.size(file), Byte.MAX_VALUE) : 0;
    }
}
