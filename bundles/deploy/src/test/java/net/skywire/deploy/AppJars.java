package net.skywire.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Bundles without classes. */
public final class AppJars {

    public static final String CONTENT = "as it should be";

    private AppJars() {}

    public static byte[] bundle(String symbolicName, String version, String... headers) {
        return jar(manifest(symbolicName, version, headers));
    }

    public static String manifest(String symbolicName, String version, String... headers) {
        StringBuilder text = new StringBuilder("Manifest-Version: 1.0\nBundle-ManifestVersion: 2\n");
        text.append("Bundle-SymbolicName: ").append(symbolicName).append('\n');
        text.append("Bundle-Version: ").append(version).append('\n');
        for (String header : headers) {
            text.append(header).append('\n');
        }
        return text.toString();
    }

    /** A jar with this manifest, and a stored entry behind it. */
    public static byte[] jar(String manifest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(manifest.getBytes(StandardCharsets.UTF_8));
            putStored(zip, "content.txt", CONTENT.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static void putStored(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }

    /** The same jar with one byte of its stored entry changed. */
    public static byte[] damaged(byte[] jar) {
        byte[] damaged = jar.clone();
        int at = new String(jar, StandardCharsets.ISO_8859_1).indexOf(CONTENT);
        damaged[at] ^= 1;
        return damaged;
    }

    /** Puts a whole file in place at once, as operators are told to. */
    public static void drop(Path file, byte[] content) throws IOException {
        Path hidden = file.resolveSibling("." + file.getFileName() + ".new");
        Files.write(hidden, content);
        Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
