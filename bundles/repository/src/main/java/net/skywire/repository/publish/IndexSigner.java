package net.skywire.repository.publish;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import net.skywire.host.file.WholeFile;
import net.skywire.repository.index.IndexJar;

/**
 * Makes {@code index.jar} of {@code index.xml}, as jarsigner would.
 *
 * @param keystore PKCS #12 or JKS
 * @param password of the key store, and of the key in it
 * @param timeStamping the authority that says when it was signed; empty for none
 */
record IndexSigner(Path keystore, String alias, char[] password, Optional<URI> timeStamping) {

    /** @throws IOException if this Java cannot sign jars */
    static void checkJava() throws IOException {
        if (ModuleLayer.boot().findModule("jdk.jartool").isEmpty()) {
            throw new IOException("expected a JDK, which can sign jars (module jdk.jartool), found a Java without:"
                    + " install one (apt-get install openjdk-17-jdk-headless) or set JAVA_HOME");
        }
    }

    void sign(PublishedFolder folder) throws IOException {
        checkJava();
        Path unsigned = folder.path().resolve("." + IndexJar.NAME + ".unsigned");
        Path fresh = folder.path().resolve("." + IndexJar.NAME + ".new");
        try {
            pack(Files.readAllBytes(folder.indexFile()), unsigned);
            JarSigner signer = signer();
            try (ZipFile zip = new ZipFile(unsigned.toFile());
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
                signer.sign(zip, out);
            }
            try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            WholeFile.move(fresh, folder.path().resolve(IndexJar.NAME));
        } catch (GeneralSecurityException | jdk.security.jarsigner.JarSignerException e) {
            String cause = e.getCause() == null ? "" : ": " + e.getCause();
            throw new IOException("could not sign: " + e.getMessage() + cause, e);
        } finally {
            Files.deleteIfExists(unsigned);
            Files.deleteIfExists(fresh);
        }
    }

    private static void pack(byte[] xml, Path unsigned) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(unsigned), manifest)) {
            jar.putNextEntry(new JarEntry(IndexJar.INDEX));
            jar.write(xml);
        }
    }

    private JarSigner signer() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(keystore.toFile(), password);
        KeyStore.Entry entry = store.getEntry(alias, new KeyStore.PasswordProtection(password));
        if (!(entry instanceof KeyStore.PrivateKeyEntry key)) {
            throw new IOException("expected a key under alias " + alias + " in " + keystore + ", found none");
        }
        JarSigner.Builder builder = new JarSigner.Builder(key);
        timeStamping.ifPresent(builder::tsa);
        return builder.build();
    }
}
