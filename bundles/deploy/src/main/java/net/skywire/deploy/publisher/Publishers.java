package net.skywire.deploy.publisher;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Whom the operator trusts, at one moment.
 *
 * @param folder where that stands
 * @param timeStamping CAs of time-stamping authorities, beside those that Java knows
 * @param faults what could not be read, a line each; it has no effect
 * @param closed why nobody can be trusted now; empty if somebody can be
 */
public record Publishers(
        Path folder,
        List<Publisher> trusted,
        Revocations revocations,
        List<X509Certificate> timeStamping,
        List<String> faults,
        Optional<String> closed) {

    public Publishers {
        trusted = List.copyOf(trusted);
        timeStamping = List.copyOf(timeStamping);
        faults = List.copyOf(faults);
    }

    public Optional<Publisher> find(X509Certificate certificate) {
        Fingerprint fingerprint = Fingerprint.of(certificate);
        return trusted.stream()
                .filter(publisher -> publisher.fingerprint().equals(fingerprint))
                .findFirst();
    }
}
