package net.skywire.deploy.signature;

import java.io.IOException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.skywire.deploy.publisher.Fingerprint;
import net.skywire.deploy.publisher.Publisher;
import net.skywire.deploy.publisher.Publishers;
import net.skywire.deploy.publisher.PublishersFolder;
import net.skywire.deploy.publisher.Shown;

/** Says of a jar who among the operator's publishers has signed it. For one thread. */
public final class SignatureCheck {

    private final SignatureMode mode;
    private final PublishersFolder folder;
    private final Clock clock;
    private final TimeStamps timeStamps = new TimeStamps();

    public SignatureCheck(SignatureMode mode, PublishersFolder folder) {
        this(mode, folder, Clock.systemUTC());
    }

    SignatureCheck(SignatureMode mode, PublishersFolder folder, Clock clock) {
        this.mode = mode;
        this.folder = folder;
        this.clock = clock;
    }

    public SignatureMode mode() {
        return mode;
    }

    public Path folder() {
        return folder.path();
    }

    /**
     * @param jar nobody else's, whole, and with limits kept: what is found in it has to be there when it is installed
     * @return the publisher's name; empty if it is not signed and need not be
     */
    public Optional<String> check(Path jar) throws BadSignatureException {
        Publishers publishers = folder.read();
        Optional<CodeSigner> signer = signer(jar);
        if (signer.isPresent()) {
            return Optional.of(check(signer.get(), publishers));
        }
        if (mode == SignatureMode.REQUIRED) {
            throw new BadSignatureException(
                    "expected a jar signed by a publisher in " + folder.path() + ", got one that is not signed");
        }
        return Optional.empty();
    }

    private static Optional<CodeSigner> signer(Path jar) throws BadSignatureException {
        try {
            return SignedJar.signer(jar);
        } catch (IOException | RuntimeException e) {
            // Java's readers of manifests and signatures fail in either way on some that are made to be wrong
            throw new BadSignatureException("expected a signature that can be read, got: " + Shown.of(e.toString()));
        }
    }

    private String check(CodeSigner signer, Publishers publishers) throws BadSignatureException {
        if (publishers.closed().isPresent()) {
            throw new BadSignatureException(
                    "nobody can be trusted, " + publishers.closed().get());
        }
        List<X509Certificate> all = TimeStamps.certificates(signer.getSignerCertPath());
        refuseRevoked(all, publishers);
        Chain chain = find(all, publishers);
        refuseRevoked(List.of(chain.anchor()), publishers);
        refuseOtherUse(chain);
        Instant now = clock.instant();
        Optional<Instant> stamped = timeStamps.signingTime(signer, publishers, now);
        refuseInvalid(chain, stamped, now);
        chain.validate(stamped.orElse(now));
        return publishers.find(chain.anchor()).map(Publisher::name).orElseThrow();
    }

    private static void refuseRevoked(List<X509Certificate> all, Publishers publishers) throws BadSignatureException {
        for (X509Certificate certificate : all) {
            Optional<String> place = publishers.revocations().placeOf(certificate);
            if (place.isPresent()) {
                throw new BadSignatureException("expected a publisher that is not revoked, got " + named(certificate)
                        + ", revoked by " + place.get());
            }
        }
    }

    private static void refuseOtherUse(Chain chain) throws BadSignatureException {
        Optional<X509Certificate> other = chain.notFor(Chain.CODE_SIGNING);
        if (other.isPresent()) {
            throw new BadSignatureException("expected a certificate for code signing (extended key usage codeSigning),"
                    + " got one of " + Shown.subject(other.get()) + " for something else");
        }
    }

    private static Chain find(List<X509Certificate> all, Publishers publishers) throws BadSignatureException {
        List<X509Certificate> others = publishers.trusted().stream()
                .flatMap(publisher -> publisher.certificate().stream())
                .toList();
        return Chain.find(all, certificate -> publishers.find(certificate).isPresent(), others)
                .orElseThrow(() -> new BadSignatureException("expected a publisher in " + publishers.folder() + ", got "
                        + named(all.get(0)) + "; to trust it: bin/skywire-osgi publishers add "
                        + Fingerprint.of(all.get(0)) + " NAME"));
    }

    private static String named(X509Certificate certificate) {
        return Shown.subject(certificate) + " with SHA-256 fingerprint " + Fingerprint.of(certificate);
    }

    private static void refuseInvalid(Chain chain, Optional<Instant> stamped, Instant now)
            throws BadSignatureException {
        Instant at = stamped.orElse(now);
        Optional<X509Certificate> invalid = chain.invalidAt(at);
        if (invalid.isPresent()) {
            X509Certificate certificate = invalid.get();
            throw new BadSignatureException("expected a certificate that is valid at " + at
                    + (stamped.isPresent()
                            ? ", the time of signing"
                            : ", now, as no trusted time stamp says when it was signed")
                    + "; got " + Shown.subject(certificate) + ", valid from "
                    + certificate.getNotBefore().toInstant() + " until "
                    + certificate.getNotAfter().toInstant());
        }
    }
}
