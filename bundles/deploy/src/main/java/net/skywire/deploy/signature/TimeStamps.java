package net.skywire.deploy.signature;

import java.security.CodeSigner;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPath;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import net.skywire.deploy.publisher.Publishers;

/** When a jar was signed, if an authority says so that Java or the operator trusts. */
final class TimeStamps {

    private List<X509Certificate> known;

    /** Empty if nobody trusted says so: then it may have been any time. */
    Optional<Instant> signingTime(CodeSigner signer, Publishers publishers, Instant now) {
        if (signer.getTimestamp() == null) {
            return Optional.empty();
        }
        List<X509Certificate> all = certificates(signer.getTimestamp().getSignerCertPath());
        boolean revoked = all.stream()
                .anyMatch(one -> publishers.revocations().placeOf(one).isPresent());
        List<X509Certificate> authorities = Stream.concat(known().stream(), publishers.timeStamping().stream())
                .filter(one -> publishers.revocations().placeOf(one).isEmpty())
                .toList();
        return !revoked && isTrusted(all, authorities, now)
                ? Optional.of(signer.getTimestamp().getTimestamp().toInstant())
                : Optional.empty();
    }

    private static boolean isTrusted(List<X509Certificate> all, List<X509Certificate> authorities, Instant now) {
        Optional<Chain> chain = Chain.find(all, authorities::contains, authorities);
        if (chain.isEmpty()
                || chain.get().notFor(Chain.TIME_STAMPING).isPresent()
                || chain.get().invalidAt(now).isPresent()) {
            return false;
        }
        try {
            chain.get().validate(now);
            return true;
        } catch (BadSignatureException e) {
            return false;
        }
    }

    static List<X509Certificate> certificates(CertPath path) {
        return path.getCertificates().stream().map(X509Certificate.class::cast).toList();
    }

    /** Read once, and only where there is a time stamp. */
    private List<X509Certificate> known() {
        if (known == null) {
            known = ofJava();
        }
        return known;
    }

    private static List<X509Certificate> ofJava() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                    .toList();
        } catch (NoSuchAlgorithmException | KeyStoreException e) {
            return List.of(); // a Java without authorities: then there are the operator's
        }
    }
}
