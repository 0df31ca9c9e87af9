package net.skywire.deploy.jar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.skywire.deploy.RefusedException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * What is known of a jar once every byte of it has been read and found whole.
 *
 * @param asks what it asks for beside its own code and the API, a line for each thing
 */
public record AppBundleJar(String symbolicName, Version version, List<String> asks) {

    /** Characters in its symbolic name. */
    static final int MAX_NAME = 200;

    static final int MAX_ENTRIES = 10_000;

    /** Bytes in all its entries, unpacked. */
    static final long MAX_UNPACKED = 512L * 1024 * 1024;

    /** Bytes in its manifest. */
    static final int MAX_MANIFEST = 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("[\\w-]+(\\.[\\w-]+)*");

    /** @throws RefusedException if it is not whole, or no bundle that can run as an app */
    public static AppBundleJar read(Path file) throws RefusedException {
        try (ZipFile jar = new ZipFile(file.toFile())) {
            readAll(jar);
            return describe(manifest(jar));
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new RefusedException(
                    "expected a whole jar, could not read it: " + (e.getMessage() == null ? e : e.getMessage()));
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
            checkName(entry.getName());
            if (!names.add(entry.getName())) {
                throw new RefusedException("expected each entry once, got " + entry.getName() + " twice");
            }
            unpacked = readEntry(jar, entry, buffer, unpacked);
        }
    }

    /** A framework may unpack entries to files; none must end up outside its folder. */
    private static void checkName(String name) throws RefusedException {
        if (name.startsWith("/")
                || name.contains("\\")
                || Arrays.asList(name.split("/")).contains("..")) {
            throw new RefusedException("expected entries below the jar's root, got " + name);
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
        if (total - unpacked != entry.getSize()) {
            throw new RefusedException(
                    "expected " + entry.getName() + " with " + entry.getSize() + " bytes, got another number: damaged");
        }
        if (crc.getValue() != entry.getCrc()) {
            throw new RefusedException(String.format(
                    "expected %s with CRC %08x, got %08x: damaged", entry.getName(), entry.getCrc(), crc.getValue()));
        }
        return total;
    }

    private static Attributes manifest(ZipFile jar) throws IOException, RefusedException {
        ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
        if (entry == null) {
            throw new RefusedException("expected a bundle, found no " + JarFile.MANIFEST_NAME);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MAX_MANIFEST + 1);
            if (bytes.length > MAX_MANIFEST) {
                throw new RefusedException("expected a manifest of up to " + MAX_MANIFEST + " bytes, got more");
            }
            return new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
        }
    }

    private static AppBundleJar describe(Attributes manifest) throws RefusedException {
        String manifestVersion = header(manifest, Constants.BUNDLE_MANIFESTVERSION);
        if (!manifestVersion.equals("2")) {
            throw new RefusedException(
                    "expected a bundle, with Bundle-ManifestVersion 2, got " + orNone(manifestVersion));
        }
        String name =
                header(manifest, Constants.BUNDLE_SYMBOLICNAME).split(";", 2)[0].strip();
        if (name.length() > MAX_NAME) {
            throw new RefusedException(
                    "expected a Bundle-SymbolicName of up to " + MAX_NAME + " characters, got " + name.length());
        }
        if (!NAME.matcher(name).matches()) {
            throw new RefusedException("expected a Bundle-SymbolicName such as net.example.chat, got " + orNone(name));
        }
        if (manifest.getValue(Constants.FRAGMENT_HOST) != null) {
            throw new RefusedException(
                    "expected an app, got a fragment of " + header(manifest, Constants.FRAGMENT_HOST));
        }
        return new AppBundleJar(
                name,
                version(header(manifest, Constants.BUNDLE_VERSION)),
                Asks.in(wanted -> Optional.ofNullable(manifest.getValue(wanted)).map(String::strip)));
    }

    private static Version version(String text) throws RefusedException {
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("expected a Bundle-Version such as 1.0.0, got " + text);
        }
    }

    private static String header(Attributes manifest, String name) {
        String value = manifest.getValue(name);
        return value == null ? "" : value.strip();
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }

    @Override
    public String toString() {
        return symbolicName + ' ' + version;
    }
}
