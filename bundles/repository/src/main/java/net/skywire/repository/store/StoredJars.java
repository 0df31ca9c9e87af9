package net.skywire.repository.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The jars that were fetched from one repository, and parts of such: so many that they do not fill the disk. */
final class StoredJars {

    /** Bytes in all of them. */
    static final long MAX_LENGTH = 512L * 1024 * 1024;

    private StoredJars() {}

    /** Deletes what is oldest, until there is room for {@code length} bytes more. */
    static void makeRoom(Path folder, long length) throws IOException {
        Map<FileTime, List<Path>> byAge = new TreeMap<>();
        long total = length;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byAge.computeIfAbsent(Files.getLastModifiedTime(file), age -> new ArrayList<>())
                        .add(file);
                total += Files.size(file);
            }
        }
        for (List<Path> sameAge : byAge.values()) {
            for (Path file : sameAge) {
                if (total <= MAX_LENGTH) {
                    return;
                }
                total -= Files.size(file);
                Files.delete(file);
            }
        }
    }
}
