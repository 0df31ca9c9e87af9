package net.skywire.node.config;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;
import net.skywire.app.PubKey;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.custom.sec.SecP256K1Curve;

/** The keys of nodes: a secret one is 64 hex digits, the public one is {@link PubKey}. */
final class Secp256k1 {

    static final int SECRET_DIGITS = 64;

    private static final SecP256K1Curve CURVE = new SecP256K1Curve();
    private static final ECPoint GENERATOR = CURVE.decodePoint(
            HexFormat.of().parseHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"));

    private Secp256k1() {}

    static String newSecret(SecureRandom random) {
        while (true) {
            BigInteger secret = new BigInteger(CURVE.getOrder().bitLength(), random);
            if (isSecret(secret)) {
                return String.format("%064x", secret);
            }
        }
    }

    private static boolean isSecret(BigInteger number) {
        return number.signum() > 0 && number.compareTo(CURVE.getOrder()) < 0;
    }

    /** @throws IllegalArgumentException if {@code secret} is none; the message does not hold it */
    static PubKey publicOf(String secret) {
        if (secret.length() != SECRET_DIGITS || !secret.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("expected a secret key of " + SECRET_DIGITS
                    + " hex digits, got other text of " + secret.length() + " characters");
        }
        BigInteger number = new BigInteger(secret, 16);
        if (!isSecret(number)) {
            throw new IllegalArgumentException(
                    "expected a secret key of secp256k1, got zero or a number beyond its order");
        }
        ECPoint[] point = {new FixedPointCombMultiplier().multiply(GENERATOR, number)};
        CURVE.normalizeAll(point);
        return PubKey.of(point[0].getEncoded(true));
    }

    /** Whether the key is one that somebody can have the secret to. */
    static boolean isOnCurve(PubKey key) {
        try {
            CURVE.decodePoint(key.toBytes());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
