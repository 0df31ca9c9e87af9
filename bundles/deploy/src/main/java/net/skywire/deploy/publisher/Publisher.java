package net.skywire.deploy.publisher;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Somebody whose apps the operator takes, or a CA that vouches for such.
 *
 * @param name as the operator calls it
 * @param certificate empty if the operator has given the fingerprint alone
 */
public record Publisher(String name, Fingerprint fingerprint, Optional<X509Certificate> certificate) {}
