package net.skywire.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.osgi.framework.connect.ConnectContent;

/** The content of a bundle whose classes are on the class path. */
final class JarOnClassPath implements ConnectContent {

    private final Path path;
    private ZipFile zip;

    JarOnClassPath(Path path) {
        this.path = path;
    }

    /** None: the framework reads them from the manifest. */
    @Override
    public Optional<Map<String, String>> getHeaders() {
        return Optional.empty();
    }

    @Override
    public Iterable<String> getEntries() {
        return Collections.list(zip.entries()).stream().map(ZipEntry::getName).toList();
    }

    @Override
    public Optional<ConnectEntry> getEntry(String name) {
        return Optional.ofNullable(zip.getEntry(name)).map(Entry::new);
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.of(JarOnClassPath.class.getClassLoader());
    }

    @Override
    public void open() throws IOException {
        zip = new ZipFile(path.toFile());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private final class Entry implements ConnectEntry {

        private final ZipEntry entry;

        Entry(ZipEntry entry) {
            this.entry = entry;
        }

        @Override
        public String getName() {
            return entry.getName();
        }

        @Override
        public long getContentLength() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return path.toFile().lastModified();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return zip.getInputStream(entry);
        }
    }
}
