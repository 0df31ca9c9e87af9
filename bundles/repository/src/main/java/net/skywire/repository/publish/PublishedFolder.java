package net.skywire.repository.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.skywire.host.file.WholeFile;
import net.skywire.repository.index.BundleManifest;
import net.skywire.repository.index.Channel;
import net.skywire.repository.index.Index;
import net.skywire.repository.index.IndexJar;
import net.skywire.repository.index.IndexReader;
import net.skywire.repository.index.IndexWriter;
import net.skywire.repository.index.Release;
import net.skywire.repository.place.Download;

/** A vendor's folder: jars, {@code index.xml} that lists them, and {@code index.jar} once it is signed. For one thread. */
final class PublishedFolder {

    private final Path folder;
    private final Clock clock;

    PublishedFolder(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    Path path() {
        return folder;
    }

    Path indexFile() {
        return folder.resolve(IndexJar.INDEX);
    }

    /** What is published; nothing yet if there is no index. */
    Index read() throws IOException {
        return Files.exists(indexFile())
                ? IndexReader.read(Files.readAllBytes(indexFile()))
                : new Index(folder.toAbsolutePath().normalize().getFileName().toString(), 0, List.of());
    }

    /**
     * Adds a version, with a copy of its jar.
     *
     * @return it; empty if the very same is there already
     */
    Optional<Release> add(Path jar, Channel channel) throws IOException {
        if (Files.size(jar) > Download.MAX_LENGTH) {
            throw new IOException(jar + ": expected up to " + Download.MAX_LENGTH + " bytes, got " + Files.size(jar));
        }
        Index index = read();
        Map<String, String> headers = BundleManifest.headers(jar);
        String digest = Download.digest(jar);
        Release release = release(headers, "new.jar", digest, Files.size(jar), channel);
        String path = release.name() + '-' + release.version() + ".jar";
        release = release(headers, path, digest, Files.size(jar), channel);
        Optional<Release> present =
                find(index, release.name(), release.version().toString());
        if (present.isPresent() && present.get().digest().equals(digest)) {
            return Optional.empty();
        }
        if (present.isPresent()) {
            throw new IOException("expected a version that is new, " + release
                    + " is published already, with another jar: raise Bundle-Version");
        }
        copy(jar, folder.resolve(path));
        List<Release> releases = new ArrayList<>(index.releases());
        releases.add(release);
        write(index, releases);
        return Optional.of(release);
    }

    private static Release release(
            Map<String, String> headers, String path, String digest, long length, Channel channel) throws IOException {
        try {
            return IndexWriter.release(headers, path, digest, length, channel);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Optional<Release> find(Index index, String name, String version) {
        return index.releases().stream()
                .filter(release -> release.name().equals(name)
                        && release.version().toString().equals(version))
                .findFirst();
    }

    private static void copy(Path jar, Path to) throws IOException {
        Path fresh = to.resolveSibling("." + to.getFileName() + ".new");
        Files.createDirectories(to.getParent());
        Files.copy(jar, fresh, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        WholeFile.move(fresh, to);
    }

    /** Lets everybody have what was for those who try what comes next. */
    Release promote(String name, String version) throws IOException {
        Index index = read();
        Release present = find(index, name, version)
                .orElseThrow(() -> new IOException(
                        "expected a version that is published, got " + name + '@' + version + "; see list"));
        if (present.channel() == Channel.STABLE) {
            throw new IOException(present + " is stable already");
        }
        Release stable = IndexWriter.with(present, Channel.STABLE);
        List<Release> releases = new ArrayList<>(index.releases());
        releases.set(releases.indexOf(present), stable);
        write(index, releases);
        return stable;
    }

    /** The increment grows even if somebody has lost the index and begins anew, as time does. */
    private void write(Index index, List<Release> releases) throws IOException {
        List<Release> sorted = new ArrayList<>(releases);
        sorted.sort(Comparator.comparing(Release::name).thenComparing(Release::version));
        long increment = Math.max(index.increment() + 1, clock.instant().getEpochSecond());
        String xml = IndexWriter.write(new Index(index.name(), increment, sorted));
        WholeFile.write(indexFile(), xml, WholeFile.READABLE);
    }
}
