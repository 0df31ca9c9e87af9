package net.skywire.deploy.transaction;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import net.skywire.deploy.RefusedException;

/**
 * Copies of the jars that run, one for each file name, and of the one being looked at: what has been checked is what
 * gets installed, whatever becomes of the operator's file. For one thread.
 */
public final class Copies {

    /** Bytes in the largest jar. */
    public static final long MAX_LENGTH = 64L * 1024 * 1024;

    private final Path folder;
    private final Path fresh;

    /** @param folder for this class alone */
    Copies(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.fresh = folder.resolve("fresh");
    }

    /** Where the copy is of what runs under {@code name}, if there is one. */
    Path current(String name) {
        return folder.resolve(name);
    }

    /**
     * Copies {@code file} as it is now, in place of the last one taken.
     *
     * @throws RefusedException if it is too long
     */
    Path take(Path file) throws IOException, RefusedException {
        try (FileChannel in = FileChannel.open(file, READ);
                FileChannel out = FileChannel.open(fresh, CREATE, TRUNCATE_EXISTING, WRITE)) {
            long length = in.size();
            if (length > MAX_LENGTH) {
                throw new RefusedException("expected up to " + MAX_LENGTH + " bytes, got more");
            }
            long moved = 1;
            for (long at = 0; at < length && moved > 0; at += moved) {
                moved = in.transferTo(at, length - at, out);
            }
        }
        return fresh;
    }

    /** From now on, what was taken last is what runs under {@code name}. */
    void keep(String name) throws IOException {
        Files.move(fresh, current(name), StandardCopyOption.REPLACE_EXISTING);
    }

    void drop() throws IOException {
        Files.deleteIfExists(fresh);
    }

    void forget(String name) throws IOException {
        Files.deleteIfExists(current(name));
    }

    /** Deletes all but the copies of {@code names}. */
    void retain(Collection<String> names) throws IOException {
        List<Path> copies;
        try (Stream<Path> files = Files.list(folder)) {
            copies = files.toList();
        }
        for (Path copy : copies) {
            if (!names.contains(copy.getFileName().toString())) {
                Files.delete(copy);
            }
        }
    }
}
