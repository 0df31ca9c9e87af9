package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.skywire.app.PubKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeKeyTest {

    private static final String GENERATOR = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    private static final String KEY = "02" + GENERATOR;
    private static final String ONE = "0".repeat(63) + "1";
    private static final String FIVE = "0".repeat(63) + "5";
    private static final String FIELD = "f".repeat(55) + "efffffc2f";

    @TempDir
    Path folder;

    @Test
    void isMadeWithItsFolderAndKept() throws Exception {
        Path file = folder.resolve("data").resolve("node.pub");

        PubKey key = NodeKey.loadOrCreate(file);

        assertEquals(key + "\n", Files.readString(file));
        assertEquals(key, NodeKey.loadOrCreate(file));
        try (var files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void isAPointOfTheCurveAndNotTheOneOfAnotherNode() throws Exception {
        PubKey key = NodeKey.loadOrCreate(folder.resolve("one"));

        assertTrue(NodeKey.isOnCurve(new BigInteger(key.toString().substring(2), 16)));
        assertNotEquals(key, NodeKey.loadOrCreate(folder.resolve("other")));
    }

    @Test
    void replacesWhatAnUnfinishedStartHasLeft() throws Exception {
        Path unfinished = Files.writeString(folder.resolve("node.pub.new"), "02ab");

        PubKey key = NodeKey.loadOrCreate(folder.resolve("node.pub"));

        assertEquals(key, NodeKey.loadOrCreate(folder.resolve("node.pub")));
        assertFalse(Files.exists(unfinished));
    }

    @Test
    void isReadInEitherCaseWithSpaceAround() throws Exception {
        Path file = Files.writeString(folder.resolve("node.pub"), " \t" + KEY.toUpperCase(Locale.ROOT) + "\r\n\n");

        assertEquals(PubKey.parse(KEY), NodeKey.loadOrCreate(file));
    }

    @Test
    void isReadFromAFileUpToTheLimit() throws Exception {
        Path file = Files.writeString(folder.resolve("node.pub"), KEY + " ".repeat(1024 - KEY.length()));

        assertEquals(PubKey.parse(KEY), NodeKey.loadOrCreate(file));
    }

    @Test
    void isNotReadFromAFilePastTheLimit() throws Exception {
        String content = KEY + " ".repeat(1025 - KEY.length());
        Path file = Files.writeString(folder.resolve("node.pub"), content);

        assertEquals(file + ": expected a public key, got 1025 bytes", refusal(file));
        assertEquals(content, Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "02ab", KEY + KEY})
    void isNotReadFromAFileOfAnotherLengthWhichStays(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("node.pub"), content);

        assertEquals(
                file + ": public key: expected 66 hex digits, got "
                        + content.strip().length() + " characters",
                refusal(file));
        assertEquals(content, Files.readString(file));
    }

    @Test
    void isNotReadFromAFileOfAnotherPrefixOrAlphabet() throws Exception {
        Path file = folder.resolve("node.pub");

        Files.writeString(file, "04" + GENERATOR);
        assertEquals(file + ": public key: expected prefix 02 or 03, got 04", refusal(file));

        Files.writeString(file, "0x" + GENERATOR);
        assertEquals(file + ": public key: expected a hex digit at character 1", refusal(file));
    }

    @Test
    void saysWhichFileIsNoText() throws Exception {
        Path file = Files.write(folder.resolve("node.pub"), new byte[] {(byte) 0xff});

        String message = refusal(file);

        assertTrue(message.startsWith(file + ": "), message);
        assertArrayEquals(new byte[] {(byte) 0xff}, Files.readAllBytes(file));
    }

    @Test
    void isNotMadeWhereAFileIsInTheWayOfItsFolder() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("data"), "x");

        assertThrows(IOException.class, () -> NodeKey.loadOrCreate(inTheWay.resolve("node.pub")));

        assertEquals("x", Files.readString(inTheWay));
    }

    @ParameterizedTest
    @ValueSource(strings = {GENERATOR, "1", "c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"})
    void isOnTheCurveForTheseNumbers(String x) {
        assertTrue(NodeKey.isOnCurve(new BigInteger(x, 16)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5"})
    void isNotOnTheCurveForThese(String x) {
        assertFalse(NodeKey.isOnCurve(new BigInteger(x, 16)));
    }

    @Test
    void passesOverNumbersBeyondTheFieldAndOffTheCurve() {
        Given random = new Given("f".repeat(64), FIELD, FIVE, GENERATOR, "00");

        PubKey key = NodeKey.randomPoint(random);

        assertEquals("03" + GENERATOR, key.toString());
        assertTrue(random.numbers.isEmpty());
    }

    @Test
    void hasAllItsDigitsWhenTheNumberIsSmall() {
        assertEquals("02" + ONE, NodeKey.randomPoint(new Given(ONE, "ff")).toString());
    }

    private static String refusal(Path file) {
        return assertThrows(IOException.class, () -> NodeKey.loadOrCreate(file)).getMessage();
    }

    /** Gives these numbers, one after another. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final transient ArrayDeque<String> numbers;

        Given(String... numbers) {
            this.numbers = new ArrayDeque<>(Arrays.asList(numbers));
        }

        @Override
        public void nextBytes(byte[] bytes) {
            byte[] next = HexFormat.of().parseHex(numbers.remove());
            System.arraycopy(next, 0, bytes, 0, bytes.length);
        }
    }
}
