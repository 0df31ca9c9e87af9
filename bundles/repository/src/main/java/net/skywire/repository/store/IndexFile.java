package net.skywire.repository.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import net.skywire.host.file.WholeFile;
import net.skywire.repository.index.Index;
import net.skywire.repository.index.IndexJar;
import net.skywire.repository.index.IndexReader;
import net.skywire.repository.place.Content;
import net.skywire.repository.place.Place;

/** The last good index of one repository. A fresh one takes its place when it is whole, signed and not older. */
final class IndexFile {

    /** How long an index may take to come. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Path file;
    private final Trust trust;

    IndexFile(Path folder, Trust trust) {
        this.file = folder.resolve(IndexJar.NAME);
        this.trust = trust;
    }

    /** Verified anew, as somebody may be trusted no longer. */
    Index read(Configured repository) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("repository " + repository.name() + " has no index yet: repo refresh");
        }
        byte[] xml = IndexJar.read(file);
        trust.check(file, named(repository));
        return IndexReader.read(xml);
    }

    private static String named(Configured repository) {
        return IndexJar.NAME + " of repository " + repository.name();
    }

    /** @return the repository, with what is seen of it now */
    Configured refresh(Configured repository) throws IOException, InterruptedException {
        Path fresh = file.resolveSibling(IndexJar.NAME + ".part");
        String known = Files.exists(file) ? repository.tag() : "";
        try (Content content = open(repository, known)) {
            if (content.unchanged()) {
                read(repository);
                return repository;
            }
            Files.createDirectories(file.getParent());
            copy(content.in(), fresh);
            Configured seen = check(fresh, repository, content.tag());
            WholeFile.move(fresh, file);
            return seen;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static Content open(Configured repository, String known) throws IOException {
        try {
            return repository.location().open().open(IndexJar.NAME, Place.Ask.unless(known));
        } catch (FileNotFoundException e) {
            throw new IOException(
                    e.getMessage() + "; a repository is a folder with " + IndexJar.NAME
                            + ", which its vendor has signed",
                    e);
        }
    }

    private static void copy(InputStream in, Path fresh) throws IOException, InterruptedException {
        Files.deleteIfExists(fresh);
        long deadline = System.nanoTime() + LONGEST.toNanos();
        byte[] buffer = new byte[64 * 1024];
        try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while it fetched an index");
                }
                if (out.position() + count > Index.MAX_LENGTH) {
                    throw new IOException("expected an index of up to " + Index.MAX_LENGTH + " bytes, got more");
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("expected an index within " + LONGEST.toSeconds() + " s, got a part of it");
                }
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            out.force(true);
        }
    }

    private Configured check(Path fresh, Configured repository, String tag) throws IOException {
        byte[] xml = read(fresh);
        Optional<String> publisher = trust.check(fresh, named(repository));
        Index index = IndexReader.read(xml);
        if (index.increment() < repository.increment()) {
            throw new IOException(named(repository) + ": expected increment " + repository.increment()
                    + " or more, as was seen before, got " + index.increment()
                    + ": an old index, by whoever holds its place; repo remove and repo add take it all the same");
        }
        return repository.seen(index.increment(), tag, publisher.orElse(""));
    }

    private static byte[] read(Path fresh) throws IOException {
        try {
            return IndexJar.read(fresh);
        } catch (java.util.zip.ZipException e) {
            throw new IOException("expected a whole " + IndexJar.NAME + ", got " + e.getMessage(), e);
        }
    }
}
