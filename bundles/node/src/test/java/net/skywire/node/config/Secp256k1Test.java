package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import net.skywire.app.PubKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Secp256k1Test {

    private static final String ORDER = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    private static final String LAST = ORDER.substring(0, 63) + "0";

    /** Multiples of the generator, as published for the curve. */
    @ParameterizedTest
    @CsvSource({
        "1,0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        "2,02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
        "3,02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9",
        "20,024ce119c96e2fa357200b559b2f7dd5a5f02d5290aff74b03f3e471b273211c97"
    })
    void givesEachSecretItsPublicKey(int secret, String key) {
        assertEquals(key, Secp256k1.publicOf(String.format("%064x", secret)).toString());
    }

    @Test
    void knowsTheLastSecret() {
        assertEquals(
                "03" + ConfigText.KEY.substring(2), Secp256k1.publicOf(LAST).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0x", ORDER + "0", "g"})
    void refusesOtherTextWithoutRepeatingIt(String text) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> Secp256k1.publicOf(text));

        assertEquals(
                "expected a secret key of 64 hex digits, got other text of " + text.length() + " characters",
                thrown.getMessage());
    }

    @Test
    void refusesZeroAndTheOrder() {
        assertThrows(IllegalArgumentException.class, () -> Secp256k1.publicOf("0".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> Secp256k1.publicOf(ORDER));
    }

    @Test
    void makesSecretsThatDifferAndHaveKeysOnTheCurve() {
        String one = Secp256k1.newSecret(new SecureRandom());
        String other = Secp256k1.newSecret(new SecureRandom());

        assertNotEquals(one, other);
        assertTrue(Secp256k1.isOnCurve(Secp256k1.publicOf(one)));
    }

    @Test
    void knowsPointsThatAreNotOnTheCurve() {
        assertFalse(Secp256k1.isOnCurve(PubKey.parse("02" + "0".repeat(63) + "5")));
        assertFalse(Secp256k1.isOnCurve(PubKey.parse("02" + "f".repeat(64))));
    }
}
