package net.skywire.repository.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.skywire.deploy.publisher.Fingerprint;
import net.skywire.deploy.publisher.Shown;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.repository.index.BundleManifest;
import net.skywire.repository.index.Index;
import net.skywire.repository.index.IndexJar;
import net.skywire.repository.index.IndexReader;
import net.skywire.repository.index.IndexWriter;
import net.skywire.repository.index.Release;
import net.skywire.repository.place.Download;
import net.skywire.repository.store.Trust;

/** Looks at a published folder as a node does that trusts whoever has signed it. For one thread. */
final class FolderCheck {

    private final Path folder;
    private final List<String> faults = new ArrayList<>();
    private String signer = "";

    private FolderCheck(Path folder) {
        this.folder = folder;
    }

    /**
     * @param faults all that is wrong, a line each
     * @param signer who has signed the index, with the fingerprint for operators; empty if nobody has
     */
    record Outcome(List<String> faults, String signer) {}

    /** @param publisher a file with the certificate that operators trust; empty for that of the index's signer */
    static Outcome of(Path folder, Optional<Path> publisher) throws IOException {
        FolderCheck check = new FolderCheck(folder);
        Path publishers = Files.createTempDirectory("skywire-publishers");
        try {
            check.look(publishers, publisher);
        } catch (IOException e) {
            check.faults.add(e.getMessage());
        } finally {
            Files.deleteIfExists(publishers.resolve("publisher.pem"));
            Files.delete(publishers);
        }
        return new Outcome(List.copyOf(check.faults), check.signer);
    }

    private void look(Path publishers, Optional<Path> publisher) throws IOException {
        Path jar = folder.resolve(IndexJar.NAME);
        if (!Files.exists(jar)) {
            throw new IOException("expected " + jar + ", found none: sign " + folder);
        }
        byte[] xml = IndexJar.read(jar);
        X509Certificate certificate = signer(jar);
        signer = Shown.subject(certificate) + ", SHA-256 fingerprint " + Fingerprint.of(certificate);
        Path trusted = publishers.resolve("publisher.pem");
        if (publisher.isPresent()) {
            Files.copy(publisher.get(), trusted);
        } else {
            Files.writeString(trusted, pem(certificate));
        }
        Trust trust = new Trust(publishers, SignatureMode.REQUIRED);
        trust.check(jar, IndexJar.NAME);
        Path beside = folder.resolve(IndexJar.INDEX);
        if (!Files.exists(beside) || !Arrays.equals(Files.readAllBytes(beside), xml)) {
            faults.add("expected the same " + IndexJar.INDEX + " in " + IndexJar.NAME + ", got another: sign again");
        }
        Index index = IndexReader.read(xml);
        for (Release release : index.releases()) {
            try {
                check(release, trust);
            } catch (IOException e) {
                faults.add(release + ": " + e.getMessage());
            }
        }
    }

    private static X509Certificate signer(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            JarEntry entry = jar.getJarEntry(IndexJar.INDEX);
            try (InputStream in = jar.getInputStream(entry)) {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (SecurityException e) {
                throw new IOException("expected " + IndexJar.NAME + " as it was signed, got another: sign again", e);
            }
            CodeSigner[] signers = entry.getCodeSigners();
            if (signers == null || signers.length == 0) {
                throw new IOException("expected " + IndexJar.NAME + " signed, it is not: sign it");
            }
            return (X509Certificate)
                    signers[0].getSignerCertPath().getCertificates().get(0);
        }
    }

    private static String pem(X509Certificate certificate) {
        try {
            byte[] lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + new String(lines, StandardCharsets.US_ASCII)
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has its bytes", e);
        }
    }

    private void check(Release release, Trust trust) throws IOException {
        Path jar = folder.resolve(release.path());
        if (!Files.exists(jar)) {
            throw new IOException("expected " + jar + ", found none");
        }
        if (Files.size(jar) != release.length() || !Download.digest(jar).equals(release.digest())) {
            throw new IOException("expected " + jar + " with " + release.length() + " bytes and SHA-256 "
                    + release.digest() + ", got another");
        }
        Release own = IndexWriter.release(
                BundleManifest.headers(jar), release.path(), release.digest(), release.length(), release.channel());
        if (!own.toString().equals(release.toString())) {
            throw new IOException("expected a jar of it at " + jar + ", got one of " + own);
        }
        trust.check(jar, jar.toString());
    }
}
