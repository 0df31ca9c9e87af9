package net.skywire.repository.place;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import net.skywire.host.file.WholeFile;
import net.skywire.repository.index.Release;

/**
 * Fetches the jar of a release. It is named by its digest, and there only when size and digest are right; until then it
 * is a file of that name and {@code .part}, which is continued. For one thread at a time in one folder.
 */
public final class Download {

    /** Bytes in a jar, as deployment has it. */
    public static final long MAX_LENGTH = 64L * 1024 * 1024;

    /** How often a connection that breaks is made again, as long as each brings something. */
    static final int ATTEMPTS = 5;

    private final Place place;
    private final Path folder;
    private final Pace pace;

    public Download(Place place, Path folder) {
        this(place, folder, new Pace(Duration.ofSeconds(30), 1024));
    }

    Download(Place place, Path folder, Pace pace) {
        this.place = place;
        this.folder = folder;
        this.pace = pace;
    }

    /** @throws IOException if it cannot be had, or is not what the index says */
    public Path fetch(Release release, Consumer<String> progress) throws IOException, InterruptedException {
        if (release.length() > MAX_LENGTH) {
            throw new IOException(
                    release + ": expected up to " + MAX_LENGTH + " bytes, the index has it with " + release.length());
        }
        Path jar = folder.resolve(release.digest() + ".jar");
        if (Files.exists(jar) && isRight(jar, release)) {
            return jar;
        }
        Files.createDirectories(folder);
        Path part = folder.resolve(release.digest() + ".part");
        boolean resumed = Files.exists(part) && Files.size(part) > 0;
        complete(part, release, progress);
        if (!isRight(part, release) && resumed) { // what there was of it may have been of another file
            discard(part);
            complete(part, release, progress);
        }
        if (!isRight(part, release)) {
            String digest = digest(part);
            discard(part);
            throw new IOException(
                    release + ": expected a jar with SHA-256 " + release.digest() + ", got one with " + digest);
        }
        WholeFile.move(part, jar);
        Files.deleteIfExists(tagFile(part));
        return jar;
    }

    private static boolean isRight(Path file, Release release) throws IOException {
        return Files.size(file) == release.length() && digest(file).equals(release.digest());
    }

    private void complete(Path part, Release release, Consumer<String> progress)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            long before = length(part);
            IOException broken = null;
            try {
                continueWith(part, release, progress);
            } catch (FileNotFoundException | WrongFileException | Pace.TooSlowException e) {
                throw e;
            } catch (IOException e) {
                broken = e;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while it fetched " + release);
            }
            long now = length(part);
            if (now == release.length()) {
                return;
            }
            if (now <= before || attempt == ATTEMPTS) {
                throw new IOException(
                        release + ": expected " + release.length() + " bytes, got " + now
                                + "; the rest is fetched when it is asked for again"
                                + (broken == null ? "" : ": " + broken.getMessage()),
                        broken);
            }
            progress.accept(release + ": the connection broke, going on from " + now + " bytes");
        }
    }

    /** A file that is not the one which the index means, whatever is done. */
    private static final class WrongFileException extends IOException {
        private static final long serialVersionUID = 1;

        WrongFileException(String message) {
            super(message);
        }
    }

    private void continueWith(Path part, Release release, Consumer<String> progress)
            throws IOException, InterruptedException {
        if (length(part) >= release.length()) {
            discard(part);
        }
        long have = length(part);
        progress.accept(
                release + ": fetching " + (release.length() - have) + " bytes" + (have > 0 ? ", the rest" : ""));
        Path tagFile = tagFile(part);
        String tag = have > 0 && Files.exists(tagFile) ? Files.readString(tagFile) : "";
        try (Content content = place.open(release.path(), have > 0 ? Place.Ask.rest(have, tag) : Place.Ask.ALL);
                FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Files.writeString(tagFile, content.tag());
            out.truncate(content.from());
            out.position(content.from());
            copy(content.in(), out, release);
            out.force(true);
        }
    }

    private void copy(InputStream in, FileChannel out, Release release) throws IOException, InterruptedException {
        byte[] buffer = new byte[64 * 1024];
        Pace.Watch watch = pace.start();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (out.position() + count > release.length()) {
                out.truncate(0);
                throw new WrongFileException(
                        release + ": expected " + release.length() + " bytes, got more; nothing of it is kept");
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            watch.came(count);
        }
    }

    private static void discard(Path part) throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tagFile(part));
    }

    private static Path tagFile(Path part) {
        return part.resolveSibling(part.getFileName() + ".tag");
    }

    private static long length(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** SHA-256 of a file, 64 hexadecimal digits. */
    public static String digest(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Files.copy(file, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
