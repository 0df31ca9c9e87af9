package net.skywire.deploy.signature;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Locale;

/** Which algorithms Java's own lists leave to us, and how what it refuses is called. */
final class Algorithms {

    static final int MIN_BITS = 2048;
    static final int MIN_CURVE_BITS = 224;

    private Algorithms() {}

    /** @param name of a digest, or of a signature with one */
    static boolean isWeak(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replace("-", "");
        return upper.startsWith("MD") || upper.equals("SHA") || upper.startsWith("SHA1") || upper.startsWith("SHAWITH");
    }

    /** Java takes RSA from 1024 bits on. */
    static boolean isShort(PublicKey key) {
        int bits = bitsOf(key);
        return bits > 0 && bits < (key instanceof ECKey ? MIN_CURVE_BITS : MIN_BITS);
    }

    /** 0 if such keys have but one length. */
    private static int bitsOf(PublicKey key) {
        if (key instanceof RSAKey rsa) {
            return rsa.getModulus().bitLength();
        } else if (key instanceof ECKey ec) {
            return ec.getParams().getOrder().bitLength();
        } else if (key instanceof DSAKey dsa && dsa.getParams() != null) {
            return dsa.getParams().getP().bitLength();
        }
        return 0;
    }

    static String keyOf(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        int bits = bitsOf(key);
        return bits == 0 ? key.getAlgorithm() : key.getAlgorithm() + " of " + bits + " bits";
    }
}
