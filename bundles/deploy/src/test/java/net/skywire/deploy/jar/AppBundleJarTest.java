package net.skywire.deploy.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.skywire.deploy.AppJars;
import net.skywire.deploy.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppBundleJarTest {

    private static final String MANIFEST = AppJars.manifest("net.example.chat", "1.2.3");

    @TempDir
    Path folder;

    @Test
    void knowsItsNameAndVersion() throws Exception {
        Path file = write(AppJars.bundle("net.example.chat;singleton:=true", "1.2.3.x"));

        assertEquals("net.example.chat 1.2.3.x", AppBundleJar.read(file).toString());
    }

    @Test
    void isRefusedWhenItIsNoZip() throws Exception {
        Path file = write("this is no jar, but it is long enough for the end of one".getBytes(StandardCharsets.UTF_8));

        assertEquals("expected a whole jar, could not read it: zip END header not found", refusal(file));
    }

    @Test
    void isRefusedWhenItIsEmpty() throws Exception {
        assertEquals("expected a whole jar, could not read it: zip file is empty", refusal(write(new byte[0])));
    }

    @Test
    void isRefusedWhereverItIsCut() throws Exception {
        byte[] whole = AppJars.bundle("net.example.chat", "1.0.0");

        for (int length = 0; length < whole.length; length++) {
            String refusal = refusal(write(Arrays.copyOf(whole, length)));
            assertTrue(refusal.startsWith("expected a whole jar, could not read it: "), length + ": " + refusal);
        }
    }

    @Test
    void isRefusedWhenAByteIsWrong() throws Exception {
        Path file = write(AppJars.damaged(AppJars.bundle("net.example.chat", "1.0.0")));

        String refusal = refusal(file);

        assertTrue(refusal.matches("expected content.txt with CRC \\w{8}, got \\w{8}: damaged"), refusal);
    }

    @Test
    void isRefusedWhenAnEntryIsLongerThanItSays() throws Exception {
        byte[] jar = AppJars.bundle("net.example.chat", "1.0.0");
        int directory = new String(jar, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        jar[directory + 24]--; // of the manifest, which is deflated

        String refusal = refusal(write(jar));

        assertTrue(
                refusal.matches("expected META-INF/MANIFEST.MF with \\d+ bytes, got another number: damaged"), refusal);
    }

    @Test
    void isRefusedInOneLineThatDoesNothingToATerminal() throws Exception {
        String refusal = refusal(write(AppJars.bundle("net.example\u001b[2J\u0085chat", "1.0.0")));

        assertEquals("expected a Bundle-SymbolicName such as net.example.chat, got net.example?[2J?chat", refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X: y | expected a bundle, with Bundle-ManifestVersion 2, got none",
                "Bundle-ManifestVersion: 1 | expected a bundle, with Bundle-ManifestVersion 2, got 1",
                "Bundle-ManifestVersion: 2 | expected a Bundle-SymbolicName such as net.example.chat, got none",
                "Bundle-ManifestVersion: 2/Bundle-SymbolicName: a b"
                        + " | expected a Bundle-SymbolicName such as net.example.chat, got a b",
                "Bundle-ManifestVersion: 2/Bundle-SymbolicName: a/Bundle-Version: one"
                        + " | expected a Bundle-Version such as 1.0.0, got one",
                "Bundle-ManifestVersion: 2/Bundle-SymbolicName: a/Fragment-Host: system.bundle"
                        + " | expected an app, got a fragment of system.bundle",
            })
    void isRefusedWhenItIsNoBundleThatCanRun(String headers, String expected) throws Exception {
        Path file = write(AppJars.jar("Manifest-Version: 1.0\n" + headers.replace('/', '\n') + "\n"));

        assertEquals(expected, refusal(file));
    }

    @Test
    void isRefusedWithoutManifest() throws Exception {
        Path file = jar(zip -> zip.putNextEntry(new ZipEntry("a")));

        assertEquals("expected a bundle, found no META-INF/MANIFEST.MF", refusal(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../../b", "/a", "a\\b"})
    void isRefusedWhenAnEntryWouldLeaveItsFolder(String name) throws Exception {
        Path file = jar(zip -> zip.putNextEntry(new ZipEntry(name)));

        assertEquals("expected entries below the jar's root, got " + name, refusal(file));
    }

    @Test
    void hasUpToTheMostEntries() throws Exception {
        assertEquals(
                "net.example.chat",
                AppBundleJar.read(withEntries(AppBundleJar.MAX_ENTRIES)).symbolicName());
        assertEquals("expected up to 10000 entries, got 10001", refusal(withEntries(AppBundleJar.MAX_ENTRIES + 1)));
    }

    @Test
    void unpacksToNoMoreThanTheLimit() throws Exception {
        long fitting = AppBundleJar.MAX_UNPACKED - MANIFEST.length();

        assertEquals("net.example.chat", AppBundleJar.read(withZeros(fitting)).symbolicName());
        assertEquals("expected up to 536870912 bytes when unpacked, got more", refusal(withZeros(fitting + 1)));
    }

    @Test
    void hasAManifestOfLimitedLength() throws Exception {
        assertEquals(
                "net.example.chat",
                AppBundleJar.read(withManifest(AppBundleJar.MAX_MANIFEST)).symbolicName());
        assertEquals(
                "expected a manifest of up to 1048576 bytes, got more",
                refusal(withManifest(AppBundleJar.MAX_MANIFEST + 1)));
    }

    @FunctionalInterface
    private interface Entries {
        void put(ZipOutputStream zip) throws IOException;
    }

    private Path withEntries(int count) throws IOException {
        return jar(zip -> {
            putManifest(zip, MANIFEST);
            for (int number = 1; number < count; number++) {
                zip.putNextEntry(new ZipEntry("entry" + number));
            }
        });
    }

    private Path withZeros(long length) throws IOException {
        byte[] zeros = new byte[1 << 20];
        return jar(zip -> {
            putManifest(zip, MANIFEST);
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("zeros"));
            for (long left = length; left > 0; left -= zeros.length) {
                zip.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
        });
    }

    private Path withManifest(int length) throws IOException {
        StringBuilder text = new StringBuilder(MANIFEST);
        for (int number = 0; text.length() < length - 80; number++) {
            text.append("X-").append(number).append(": ").append("x".repeat(40)).append('\n');
        }
        text.append("Y: ").append("y".repeat(length - text.length() - 1)).append('\n');
        return jar(zip -> putManifest(zip, text.toString()));
    }

    private static void putManifest(ZipOutputStream zip, String manifest) throws IOException {
        zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
        zip.write(manifest.getBytes(StandardCharsets.UTF_8));
    }

    private Path jar(Entries entries) throws IOException {
        Path file = folder.resolve("app.jar");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            entries.put(zip);
        }
        return file;
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("app.jar"), content);
    }

    private static String refusal(Path file) {
        return assertThrows(RefusedException.class, () -> AppBundleJar.read(file))
                .getMessage();
    }
}
