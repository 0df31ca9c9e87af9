package net.skywire.repository;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import net.skywire.repository.publish.Publishing;

/** Somebody with a key, who makes bundles, signs and publishes them. The key is made by keytool, once. */
public final class Vendor {

    public static final Vendor ALICE = new Vendor("alice");
    public static final Vendor MALLORY = new Vendor("mallory");

    static final String PASSWORD = "secret";

    private final String name;
    private final Path keystore;

    private Vendor(String name) {
        this.name = name;
        try {
            Path folder = Files.createTempDirectory("vendor");
            keystore = folder.resolve(name + ".p12");
            Process process =
                    new ProcessBuilder(command()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
            keystore.toFile().deleteOnExit();
            folder.toFile().deleteOnExit();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String[] command() {
        return (Path.of(System.getProperty("java.home"), "bin", "keytool")
                        + " -genkeypair -keyalg EC -groupname secp256r1 -validity 3650 -alias " + name
                        + " -dname CN=" + name + " -ext ExtendedKeyUsage=codeSigning -storepass " + PASSWORD
                        + " -keystore " + keystore)
                .split(" ");
    }

    public Path keystore() {
        return keystore;
    }

    public String alias() {
        return name;
    }

    /** Trusts this vendor, in a folder of publishers. */
    public void trustIn(Path publishers) throws Exception {
        byte[] encoded = key().getCertificate().getEncoded();
        String text = Base64.getMimeEncoder().encodeToString(encoded);
        Files.writeString(
                Files.createDirectories(publishers).resolve(name + ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    }

    private KeyStore.PrivateKeyEntry key() throws Exception {
        char[] password = PASSWORD.toCharArray();
        return (KeyStore.PrivateKeyEntry) KeyStore.getInstance(keystore.toFile(), password)
                .getEntry(name, new KeyStore.PasswordProtection(password));
    }

    public byte[] sign(byte[] jar) throws Exception {
        Path file = Files.write(Files.createTempFile("unsigned", ".jar"), jar);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            new JarSigner.Builder(key()).build().sign(zip, signed);
        } finally {
            Files.delete(file);
        }
        return signed.toByteArray();
    }

    /** A bundle without classes, whose content is as long as it is told. */
    public static byte[] bundle(String symbolicName, String version, int length, String... headers) throws IOException {
        String manifest = "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: " + symbolicName
                + "\nBundle-Version: " + version + "\nBundle-Description: Talks about " + symbolicName + "\n"
                + String.join("\n", headers) + (headers.length == 0 ? "" : "\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Manifest read = new Manifest(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)));
        try (JarOutputStream jar = new JarOutputStream(bytes, read)) {
            jar.putNextEntry(new JarEntry("content.bin"));
            byte[] content = new byte[length];
            new java.util.Random(length).nextBytes(content);
            jar.write(content);
        }
        return bytes.toByteArray();
    }

    /** Adds a signed bundle to a folder, and signs its index. */
    public void publish(Path folder, String channel, byte[] bundle) throws Exception {
        Path jar = Files.write(Files.createTempFile("signed", ".jar"), sign(bundle));
        Publishing.run("add", folder.toString(), jar.toString(), "--channel", channel);
        Files.delete(jar);
        signIndex(folder);
    }

    public void signIndex(Path folder) throws Exception {
        Path password = Files.writeString(Files.createTempFile("password", ""), PASSWORD + "\n");
        Publishing.run(
                "sign",
                folder.toString(),
                "--keystore",
                keystore.toString(),
                "--alias",
                name,
                "--password-file",
                password.toString());
        Files.delete(password);
    }
}
