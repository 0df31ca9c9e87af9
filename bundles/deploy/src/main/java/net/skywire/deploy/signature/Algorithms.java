package net.skywire.deploy.signature;

import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Locale;

/** Which algorithms Java's own lists leave to us, and how what it refuses is called. */
final class Algorithms {

    private Algorithms() {}

    /** @param name of a digest, or of a signature with one */
    static boolean isWeak(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replace("-", "");
        return upper.startsWith("MD") || upper.equals("SHA") || upper.startsWith("SHA1") || upper.startsWith("SHAWITH");
    }

    static String keyOf(X509Certificate certificate) {
        var key = certificate.getPublicKey();
        int bits = 0;
        if (key instanceof RSAKey rsa) {
            bits = rsa.getModulus().bitLength();
        } else if (key instanceof ECKey ec) {
            bits = ec.getParams().getOrder().bitLength();
        } else if (key instanceof DSAKey dsa && dsa.getParams() != null) {
            bits = dsa.getParams().getP().bitLength();
        }
        return bits == 0 ? key.getAlgorithm() : key.getAlgorithm() + " of " + bits + " bits";
    }
}
