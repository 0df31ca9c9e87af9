package net.skywire.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddrTest {

    static final String KEY = "024153e9c8a23cd613a27ec302d01fdefd641039db1492846b84dfb8a3e534339b";

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 65535})
    void readsBackItsText(int port) {
        Addr addr = new Addr(PubKey.parse(KEY), port);

        assertEquals(KEY + ":" + port, addr.toString());
        assertEquals(addr, Addr.parse(addr.toString()));
        assertEquals(addr.hashCode(), Addr.parse(addr.toString()).hashCode());
    }

    @Test
    void isWrittenInLowerCaseWhateverWasRead() {
        assertEquals(KEY + ":1", Addr.parse(KEY.toUpperCase(Locale.ROOT) + ":1").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "0|port: expected a number in 1..65535, got 0",
                "65536|port: expected a number in 1..65535, got 65536",
                "-1|port: expected a number in 1..65535, got \"-1\"",
                "ten|port: expected a number in 1..65535, got \"ten\"",
                "99999999999|port: expected a number in 1..65535, got \"99999999999\"",
                "~~|port: expected a number in 1..65535, got \"\"",
            })
    void refusesAPort(String port, String message) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> Addr.parse(KEY + ":" + port));

        assertEquals(message, thrown.getMessage());
    }

    @Test
    void refusesAKeyOfAnotherLengthOrPrefixOrAlphabet() {
        assertEquals("public key: expected 66 hex digits, got 65 characters", refusal(KEY.substring(1) + ":1"));
        assertEquals("public key: expected 66 hex digits, got 67 characters", refusal(KEY + "0:1"));
        assertEquals("public key: expected prefix 02 or 03, got 04", refusal("04" + KEY.substring(2) + ":1"));
        assertEquals("public key: expected a hex digit at character 65", refusal(KEY.substring(0, 65) + "g:1"));
        assertEquals("address: expected <public key>:<port>, got no colon", refusal(KEY));
    }

    @Test
    void keepsItsKeyToItself() {
        PubKey key = PubKey.parse(KEY);
        key.toBytes()[0] = 9;

        assertArrayEquals(PubKey.parse(KEY).toBytes(), key.toBytes());
        assertEquals(key, PubKey.of(key.toBytes()));
    }

    @Test
    void survivesSerialization() throws Exception {
        Addr addr = Addr.parse(KEY + ":10");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(addr);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(addr, in.readObject());
        }
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> Addr.parse(text))
                .getMessage();
    }
}
