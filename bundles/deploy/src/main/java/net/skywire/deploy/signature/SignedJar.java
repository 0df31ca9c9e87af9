package net.skywire.deploy.signature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.skywire.deploy.publisher.Shown;

/** Whose signature is over every byte of a jar. Java verifies each entry as it is read; the rest is made sure of here. */
final class SignedJar {

    private final JarFile jar;
    private final SignatureFiles files;

    private SignedJar(JarFile jar, SignatureFiles files) {
        this.jar = jar;
        this.files = files;
    }

    /**
     * Empty if the jar is not signed.
     *
     * @throws BadSignatureException if it is, and something is wrong
     */
    static Optional<CodeSigner> signer(Path file) throws IOException, BadSignatureException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            SignatureFiles files = SignatureFiles.of(jar);
            return files == null ? Optional.empty() : Optional.of(new SignedJar(jar, files).signer());
        }
    }

    private CodeSigner signer() throws IOException, BadSignatureException {
        read(jar.getJarEntry(JarFile.MANIFEST_NAME));
        CodeSigner signer = null;
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (!files.has(entry.getName())) {
                CodeSigner found = signer(entry);
                if (found != null && signer != null && !found.equals(signer)) {
                    throw new BadSignatureException(
                            "expected one signer of all entries, got another of " + Shown.of(entry.getName()));
                }
                signer = found == null ? signer : found;
            }
        }
        if (signer == null) {
            throw new BadSignatureException("expected a signature of at least one entry, found none");
        }
        SignedManifest.check(jar, files);
        return signer;
    }

    /** Null for a folder, which has no content to be signed. */
    private CodeSigner signer(JarEntry entry) throws IOException, BadSignatureException {
        long length = read(entry);
        if (entry.isDirectory()) {
            if (length > 0) {
                throw new BadSignatureException(
                        "expected an empty folder, got content in " + Shown.of(entry.getName()));
            }
            return null;
        }
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null || signers.length == 0) {
            throw notSigned(entry);
        }
        if (signers.length > 1) {
            throw new BadSignatureException("expected one signer, got " + names(signers));
        }
        return signers[0];
    }

    private long read(JarEntry entry) throws IOException, BadSignatureException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (SecurityException e) {
            throw new BadSignatureException("expected " + Shown.of(entry.getName())
                    + " as it was signed, got something else: " + Shown.of(String.valueOf(e.getMessage())));
        }
    }

    private static String names(CodeSigner[] signers) {
        List<String> names = Arrays.stream(signers)
                .map(signer -> (X509Certificate)
                        signer.getSignerCertPath().getCertificates().get(0))
                .map(Shown::subject)
                .toList();
        return String.join(" and ", names);
    }

    /** Java says of no signature why it does not count; so look at what there is. */
    private BadSignatureException notSigned(JarEntry entry) throws IOException {
        Attributes digests = jar.getManifest().getAttributes(entry.getName());
        boolean listed = digests != null
                && digests.keySet().stream().anyMatch(name -> name.toString().endsWith("-Digest"));
        return new BadSignatureException(
                listed
                        ? "expected a signature that Java accepts, got a damaged or too weak one in "
                                + Shown.of(files.block()) + describe(digests)
                        : "expected every entry signed, got " + Shown.of(entry.getName()) + " without a signature");
    }

    private String describe(Attributes digests) {
        try (InputStream in = jar.getInputStream(jar.getEntry(files.block()))) {
            var path = CertificateFactory.getInstance("X.509").generateCertPath(in, "PKCS7");
            X509Certificate first = (X509Certificate) path.getCertificates().get(0);
            return ": " + Algorithms.keyOf(first) + " and "
                    + Shown.of(digests.keySet().toString())
                    + "; jdk.jar.disabledAlgorithms in Java's java.security says what it refuses";
        } catch (IOException | CertificateException | RuntimeException e) {
            return ", which cannot be read";
        }
    }
}
