package net.skywire.deploy.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.skywire.deploy.publisher.Shown;

/**
 * The certificates that came with a signature, up to the one that is trusted.
 *
 * @param path the signer's first; empty if the signer's own is trusted
 * @param anchor the one that is trusted
 */
record Chain(List<X509Certificate> path, X509Certificate anchor) {

    /** Extended key usages. */
    static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

    private static final String ANY_USE = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int SIGNS_CERTIFICATES = 5;

    /**
     * As far as needed to get to somebody who is trusted.
     *
     * @param others who may have vouched for the last one, without being there
     */
    static Optional<Chain> find(
            List<X509Certificate> all, Predicate<X509Certificate> trusted, List<X509Certificate> others) {
        for (int at = 0; at < all.size(); at++) {
            if (trusted.test(all.get(at))) {
                return Optional.of(new Chain(all.subList(0, at), all.get(at)));
            }
        }
        X509Certificate last = all.get(all.size() - 1);
        return others.stream()
                .filter(other -> isSignedBy(last, other))
                .findFirst()
                .map(other -> new Chain(all, other));
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private X509Certificate signer() {
        return path.isEmpty() ? anchor : path.get(0);
    }

    private Stream<X509Certificate> all() {
        return Stream.concat(path.stream(), Stream.of(anchor));
    }

    /**
     * The first that is for something else: the signer's has to say that it is for this use, and for signatures, and a
     * CA's must not say that it is for other uses alone.
     */
    Optional<X509Certificate> notFor(String use) {
        boolean[] usage = signer().getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE]) {
            return Optional.of(signer());
        }
        return all().filter(certificate -> !isFor(use, certificate)).findFirst();
    }

    private boolean isFor(String use, X509Certificate certificate) {
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            return certificate.equals(signer())
                    ? uses != null && uses.contains(use)
                    : uses == null || uses.contains(use) || uses.contains(ANY_USE);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** @throws BadSignatureException if it does not hold at that time; expiry is not looked at */
    void validate(Instant at) throws BadSignatureException {
        refuseShortKeys();
        if (path.isEmpty()) {
            return;
        }
        boolean[] usage = anchor.getKeyUsage();
        if (anchor.getBasicConstraints() < path.size() - 1 || (usage != null && !usage[SIGNS_CERTIFICATES])) {
            throw new BadSignatureException("expected a CA that may vouch for " + Shown.subject(signer()) + ", got "
                    + Shown.subject(anchor) + ", which may not");
        }
        for (X509Certificate certificate : path) {
            if (Algorithms.isWeak(certificate.getSigAlgName())) {
                throw new BadSignatureException("expected a certificate signed with SHA-256 or better, got "
                        + Shown.subject(certificate) + " with " + certificate.getSigAlgName());
            }
        }
        validatePath(at);
    }

    private void refuseShortKeys() throws BadSignatureException {
        Optional<X509Certificate> weak = all().filter(certificate -> Algorithms.isShort(certificate.getPublicKey()))
                .findFirst();
        if (weak.isPresent()) {
            throw new BadSignatureException("expected a key of " + Algorithms.MIN_BITS + " bits or more, for curves "
                    + Algorithms.MIN_CURVE_BITS + ", got " + Algorithms.keyOf(weak.get()) + " of "
                    + Shown.subject(weak.get()));
        }
    }

    private void validatePath(Instant at) throws BadSignatureException {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            parameters.setRevocationEnabled(false); // by the operator's lists alone
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (InvalidAlgorithmParameterException | NoSuchAlgorithmException | CertificateException e) {
            throw new IllegalStateException("every Java has PKIX", e);
        } catch (GeneralSecurityException e) {
            throw new BadSignatureException("expected certificates from " + Shown.subject(anchor) + " to "
                    + Shown.subject(signer()) + " that hold, got: " + Shown.of(String.valueOf(e.getMessage())));
        }
    }

    /** The first that is not valid at that time. */
    Optional<X509Certificate> invalidAt(Instant at) {
        return all().filter(
                        certificate -> at.isBefore(certificate.getNotBefore().toInstant())
                                || at.isAfter(certificate.getNotAfter().toInstant()))
                .findFirst();
    }
}
