package net.skywire.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.osgi.framework.Version;

/** What is known of a jar once every byte of it has been read and found whole. */
record AppBundleJar(String symbolicName, Version version) {

    /** Bytes in the largest jar that is looked at. */
    static final long MAX_LENGTH = 64L * 1024 * 1024;

    static final int MAX_ENTRIES = 10_000;

    /** Bytes in all its entries, unpacked. */
    static final long MAX_UNPACKED = 512L * 1024 * 1024;

    /** @throws RefusedException if it is not whole, or no bundle; saying what was expected and what came */
    static AppBundleJar read(Path file) throws RefusedException {
        try {
            checkLength(Files.size(file));
            try (ZipFile jar = new ZipFile(file.toFile())) {
                readAll(jar);
                return describe(manifest(jar));
            }
        } catch (ZipException e) {
            throw new RefusedException("expected a whole jar, could not read it: " + e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException("could not read it: " + e.getMessage(), e);
        }
    }

    static void checkLength(long length) throws RefusedException {
        if (length > MAX_LENGTH) {
            throw new RefusedException("expected up to " + MAX_LENGTH + " bytes, got " + length);
        }
    }

    private static void readAll(ZipFile jar) throws IOException, RefusedException {
        if (jar.size() > MAX_ENTRIES) {
            throw new RefusedException("expected up to " + MAX_ENTRIES + " entries, got " + jar.size());
        }
        Set<String> names = new HashSet<>();
        byte[] buffer = new byte[64 * 1024];
        long unpacked = 0;
        Enumeration<? extends ZipEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (!names.add(entry.getName())) {
                throw new RefusedException("expected each entry once, got " + entry.getName() + " twice");
            }
            unpacked = readEntry(jar, entry, buffer, unpacked);
        }
    }

    /** Gives back {@code unpacked} and the bytes of this entry together. */
    private static long readEntry(ZipFile jar, ZipEntry entry, byte[] buffer, long unpacked)
            throws IOException, RefusedException {
        CRC32 crc = new CRC32();
        long total = unpacked;
        try (InputStream in = jar.getInputStream(entry)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
                total += count;
                if (total > MAX_UNPACKED) {
                    throw new RefusedException("expected up to " + MAX_UNPACKED + " bytes when unpacked, got more");
                }
            }
        }
        if (crc.getValue() != entry.getCrc()) {
            throw new RefusedException("expected a whole jar, found " + entry.getName() + " damaged");
        }
        return total;
    }

    private static Attributes manifest(ZipFile jar) throws IOException, RefusedException {
        ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
        if (entry == null) {
            throw new RefusedException("expected a bundle, found no " + JarFile.MANIFEST_NAME);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return new Manifest(in).getMainAttributes();
        }
    }

    private static AppBundleJar describe(Attributes manifest) throws RefusedException {
        String symbolicName = manifest.getValue("Bundle-SymbolicName");
        if (symbolicName == null || !"2".equals(manifest.getValue("Bundle-ManifestVersion"))) {
            throw new RefusedException(
                    "expected a bundle, found no Bundle-SymbolicName, or no Bundle-ManifestVersion 2, in its manifest");
        }
        String version = manifest.getValue("Bundle-Version");
        return new AppBundleJar(
                symbolicName.split(";")[0].strip(),
                version == null ? Version.emptyVersion : Version.parseVersion(version));
    }

    @Override
    public String toString() {
        return symbolicName + ' ' + version;
    }
}
