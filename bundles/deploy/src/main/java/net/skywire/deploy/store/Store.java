package net.skywire.deploy.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import net.skywire.deploy.RefusedException;
import net.skywire.host.file.WholeFile;

/**
 * The jars of apps, each under its digest, and the {@linkplain AppRecord records} that say which of them are to run. What
 * it has said is kept is on the disk, whenever the machine loses its power. Any thread may read records; one at a time may
 * do anything else.
 */
public final class Store {

    /** Bytes in the longest jar. */
    public static final long MAX_LENGTH = 64L * 1024 * 1024;

    private static final int CHUNK = 64 * 1024;

    private final Path jars;
    private final Path incoming;
    private final Records records;
    private final Attempts attempts;

    /** A private copy, that goes unless it is kept. */
    public record Taken(Path file, String digest) {}

    /** @param folder for this class alone */
    public Store(Path folder) throws IOException {
        jars = Files.createDirectories(folder.resolve("jars"));
        incoming = Files.createDirectories(folder.resolve("incoming"));
        records = new Records(folder.resolve("apps"));
        attempts = new Attempts(folder.resolve("attempts"));
        deleteAll(incoming, Set.of());
        prune();
    }

    /**
     * Copies {@code file} as it is now.
     *
     * @param name of the copy: one of the same name is overwritten
     * @throws RefusedException if it is too long
     */
    public Taken take(Path file, String name) throws IOException {
        Path copy = incoming.resolve(name);
        MessageDigest digest = Digest.sha256();
        try (FileChannel in = FileChannel.open(file, READ);
                FileChannel out = FileChannel.open(copy, CREATE, TRUNCATE_EXISTING, WRITE)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            long length = 0;
            while (in.read(chunk.clear()) >= 0) {
                length += chunk.flip().remaining();
                if (length > MAX_LENGTH) {
                    throw new RefusedException("expected up to " + MAX_LENGTH + " bytes, got more");
                }
                digest.update(chunk.duplicate());
                write(chunk, out);
            }
            out.force(true);
        }
        return new Taken(copy, Digest.text(digest));
    }

    private static void write(ByteBuffer chunk, FileChannel out) throws IOException {
        while (chunk.hasRemaining()) {
            out.write(chunk);
        }
    }

    /** From now on there is {@link #jar} of what was taken, for as long as a record names it. */
    public void keep(Taken taken) throws IOException {
        WholeFile.move(taken.file(), jar(taken.digest()));
    }

    /** Does nothing to what is kept. */
    public void drop(Taken taken) throws IOException {
        Files.deleteIfExists(taken.file());
    }

    /** Where a jar is that was kept. */
    public Path jar(String digest) {
        return jars.resolve(digest + ".jar");
    }

    /** A new one if nothing is known of the app. */
    public AppRecord record(String symbolicName) {
        return records.find(symbolicName).orElseGet(() -> AppRecord.of(symbolicName));
    }

    public Collection<AppRecord> records() {
        return records.all();
    }

    public void put(AppRecord next) throws IOException {
        records.put(next);
    }

    /** From now on, until {@link #end}, a jar is being deployed. */
    public void begin(String digest) throws IOException {
        attempts.begin(digest);
    }

    public void end(String digest) throws IOException {
        attempts.end(digest);
    }

    /** How often a jar has been tried without coming to an end. */
    public int attempts(String digest) throws IOException {
        return attempts.count(digest);
    }

    /** Deletes the jars that no record names. */
    public void prune() throws IOException {
        deleteAll(
                jars,
                records.all().stream()
                        .flatMap(AppRecord::jars)
                        .map(digest -> digest + ".jar")
                        .collect(Collectors.toSet()));
    }

    private static void deleteAll(Path folder, Set<String> but) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> !but.contains(file.getFileName().toString()))) {
            for (Path each : files) {
                Files.delete(each);
            }
        }
    }
}
