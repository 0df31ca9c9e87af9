package net.skywire.deploy.publisher;

import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/**
 * Certificates that count no more, whoever has issued them.
 *
 * @param fingerprints of certificates and of keys, each with the place where it stands
 * @param serials of certificates, each with the place where it stands
 * @param lists of CAs, by file. That they are theirs is for the operator to know, who put them there.
 */
public record Revocations(
        Map<Fingerprint, String> fingerprints, Map<BigInteger, String> serials, Map<String, X509CRL> lists) {

    public static final Revocations NONE = new Revocations(Map.of(), Map.of(), Map.of());

    public Revocations {
        fingerprints = Map.copyOf(fingerprints);
        serials = Map.copyOf(serials);
        lists = Map.copyOf(lists);
    }

    /** Where it says that this one counts no more, of which more than the fingerprint may be known. */
    Optional<String> placeOf(Fingerprint fingerprint, Optional<X509Certificate> certificate) {
        return Optional.ofNullable(fingerprints.get(fingerprint)).or(() -> certificate.flatMap(this::placeOf));
    }

    /** Where it says that {@code certificate} counts no more; empty if nothing says so. */
    public Optional<String> placeOf(X509Certificate certificate) {
        return Optional.ofNullable(fingerprints.get(Fingerprint.of(certificate)))
                .or(() -> Optional.ofNullable(fingerprints.get(Fingerprint.ofKey(certificate))))
                .or(() -> Optional.ofNullable(serials.get(certificate.getSerialNumber())))
                .or(() -> lists.entrySet().stream()
                        .filter(list -> list.getValue().isRevoked(certificate))
                        .filter(list ->
                                list.getValue().getIssuerX500Principal().equals(certificate.getIssuerX500Principal()))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }
}
