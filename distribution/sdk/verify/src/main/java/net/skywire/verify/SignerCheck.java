package net.skywire.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.skywire.deploy.publisher.Fingerprint;
import net.skywire.deploy.publisher.PublishersFolder;
import net.skywire.deploy.publisher.Shown;
import net.skywire.deploy.signature.BadSignatureException;
import net.skywire.deploy.signature.SignatureCheck;
import net.skywire.deploy.signature.SignatureMode;

/** Who has signed a jar: the node's own check, at a node that trusts one publisher. */
final class SignerCheck {

    private static final String NAME = "signature";

    private final Path folder;
    private final Optional<Path> publisher;
    private final boolean unsigned;

    /** @param folder an empty one, for this class alone */
    SignerCheck(Path folder, Options options) {
        this.folder = folder;
        this.publisher = options.publisher();
        this.unsigned = options.unsigned();
    }

    Finding check(Path jar) throws IOException {
        Optional<X509Certificate> signer = signer(jar);
        trust(signer);
        SignatureMode mode = unsigned ? SignatureMode.DEVELOPMENT : SignatureMode.REQUIRED;
        try {
            Optional<String> found = new SignatureCheck(mode, new PublishersFolder(folder)).check(jar);
            return found.isPresent()
                    ? Finding.ok(NAME, signer.map(SignerCheck::describe).orElse("by " + found.get()))
                    : Finding.warning(NAME, "nobody has signed it; a node takes it for development only");
        } catch (BadSignatureException e) {
            return Finding.failed(NAME, e.getMessage().replace(folder.toString(), "conf/publishers"));
        }
    }

    private void trust(Optional<X509Certificate> signer) throws IOException {
        if (publisher.isPresent()) {
            Files.copy(publisher.get(), folder.resolve("publisher.pem"));
        } else if (signer.isPresent()) {
            try {
                Files.write(folder.resolve("signer.crt"), signer.get().getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was read has its bytes", e);
            }
        }
    }

    /** Of the first entry that has one; that it has signed all of them is for the node's check to find. */
    static Optional<X509Certificate> signer(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), true)) {
            for (JarEntry entry : Collections.list(file.entries())) {
                CodeSigner[] signers = signers(file, entry);
                if (signers != null) {
                    return Optional.of((X509Certificate)
                            signers[0].getSignerCertPath().getCertificates().get(0));
                }
            }
        } catch (SecurityException e) {
            // The node's check finds it again, and says what it is
        }
        return Optional.empty();
    }

    /** They are known once an entry has been read. */
    private static CodeSigner[] signers(JarFile file, JarEntry entry) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return entry.getCodeSigners();
    }

    private static String describe(X509Certificate signer) {
        return "by " + Shown.subject(signer) + ", SHA-256 fingerprint " + Fingerprint.of(signer) + ", valid until "
                + signer.getNotAfter().toInstant().toString().substring(0, 10);
    }
}
