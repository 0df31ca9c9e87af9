package net.skywire.repository.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.skywire.deploy.publisher.Shown;

/** The signed jar around an index, which is all of a repository that a node believes. */
public final class IndexJar {

    /** Its name, in the folder of the repository. */
    public static final String NAME = "index.jar";

    /** The name of the index, within the jar and beside it. */
    public static final String INDEX = "index.xml";

    /** The index, its manifest, and what makes up a signature. */
    static final int MAX_ENTRIES = 8;

    private IndexJar() {}

    /**
     * Gives back the XML, when nothing in the jar goes beyond the limits: so it may be given to whoever verifies it.
     *
     * @throws IOException if it is no such jar
     */
    public static byte[] read(Path jar) throws IOException {
        if (Files.size(jar) > Index.MAX_LENGTH) {
            throw new IOException("expected " + NAME + " of up to " + Index.MAX_LENGTH + " bytes, got more");
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.size() > MAX_ENTRIES) {
                throw new IOException("expected up to " + MAX_ENTRIES + " entries in " + NAME + ", got " + zip.size());
            }
            byte[] xml = null;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] content = read(zip, entry);
                if (entry.getName().equals(INDEX)) {
                    xml = content;
                }
            }
            if (xml == null) {
                throw new IOException("expected " + INDEX + " in " + NAME + ", found none");
            }
            return xml;
        }
    }

    private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
        String name = entry.getName();
        if (!name.equals(INDEX) && !name.startsWith("META-INF/")) {
            throw new IOException("expected nothing but " + INDEX + " in " + NAME + ", got " + Shown.of(name));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(Index.MAX_LENGTH + 1);
            if (content.length > Index.MAX_LENGTH) {
                throw new IOException(
                        "expected up to " + Index.MAX_LENGTH + " bytes in " + Shown.of(name) + ", got more");
            }
            return content;
        }
    }
}
