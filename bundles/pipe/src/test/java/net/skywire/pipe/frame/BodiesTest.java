package net.skywire.pipe.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.skywire.app.Addr;
import net.skywire.app.LoopAddr;
import net.skywire.app.PubKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {

    static final String PK = "02" + "ab".repeat(32);
    static final Addr REMOTE = new Addr(PubKey.parse(PK), 10);
    static final LoopAddr LOOP = new LoopAddr(12, REMOTE);

    static ByteBuffer body(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Test
    void writesInitAsGoDoesAndAddsAWindowOnlyIfThereIsOne() throws Exception {
        InitBody plain = new InitBody("helloworld", "1.0", "0.0.1", 0);
        InitBody ours = new InitBody("helloworld", "1.0", "0.0.1", 8);
        String go = "{\"app-name\":\"helloworld\",\"app-version\":\"1.0\",\"protocol-version\":\"0.0.1\"";

        assertEquals(go + "}", text(Bodies.init(plain)));
        assertEquals(go + ",\"send-window\":8}", text(Bodies.init(ours)));
        assertEquals(plain, Bodies.readInit(ByteBuffer.wrap(Bodies.init(plain))));
        assertEquals(ours, Bodies.readInit(ByteBuffer.wrap(Bodies.init(ours))));
    }

    @Test
    void readsAGoNodesAnswerToInitAsAWindowOfOne() throws Exception {
        assertEquals(new InitAnswer(1, null), Bodies.readInitAnswer(body("null")));
        assertEquals(new InitAnswer(1, null), Bodies.readInitAnswer(body("")));
        InitAnswer ours = new InitAnswer(8, REMOTE);
        assertEquals(ours, Bodies.readInitAnswer(ByteBuffer.wrap(Bodies.initAnswer(ours))));
    }

    @Test
    void readsConfirmAndAddressBack() throws Exception {
        LoopEnds ends = new LoopEnds(new Addr(PubKey.parse(PK), 1), REMOTE);

        assertEquals(ends, Bodies.readConfirm(ByteBuffer.wrap(Bodies.confirm(ends))));
        assertEquals(REMOTE, Bodies.readAddr(ByteBuffer.wrap(Bodies.addr(REMOTE))));
        assertEquals("{\"pk\":\"" + PK + "\",\"port\":10}", text(Bodies.addr(REMOTE)));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void readsCloseBackInEachDialect(Dialect dialect) throws Exception {
        assertEquals(new CloseBody(LOOP, dialect), Bodies.readClose(ByteBuffer.wrap(Bodies.close(LOOP, dialect))));
    }

    @Test
    void readsKeysInAnyCasePassesOverOthersAndTakesTheLast() throws Exception {
        String odd =
                "{ \"PORT\":9, \"Pk\":\"" + PK.toUpperCase(java.util.Locale.ROOT) + "\", \"x\":[1,{}], \"Port\":10 }";

        assertEquals(REMOTE, Bodies.readAddr(body(odd)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|address: expected an object, got missing",
                "null|address: expected an object, got null",
                "[1]|address: expected an object, got array",
                "{|address: expected JSON, could not read it at character 1",
                "{}x|address: expected JSON, could not read it at character 2",
                "{}|expected \"pk\", got none",
                "{\"pk\":1,\"port\":1}|pk: expected a string, got number",
                "{\"pk\":\"02\",\"port\":1}|address: public key: expected 66 hex digits, got 2 characters",
                "{\"pk\":\"PK\"}|expected \"port\", got none",
                "{\"pk\":\"PK\",\"port\":\"1\"}|port: expected a whole number, got string",
                "{\"pk\":\"PK\",\"port\":1.5}|port: expected a whole number, got number",
                "{\"pk\":\"PK\",\"port\":10.0}|port: expected a whole number, got number",
                "{\"pk\":\"PK\",\"port\":1e1}|port: expected a whole number, got number",
                "{\"pk\":\"PK\",\"port\":-1}|port: expected a number in 0..65535, got -1",
                "{\"pk\":\"PK\",\"port\":null}|expected \"port\", got none",
                "{\"pk\":\"PK\",\"port\":10,\"port\":\"x\"}|port: expected a whole number, got string",
                "{\"pk\":\"PK\",\"port\":0}|address: port: expected a number in 1..65535, got 0",
                "{\"pk\":\"PK\",\"port\":65536}|port: expected a number in 0..65535, got 65536",
                "{\"pk\":\"PK\",\"port\":99999999999999999999}|port: expected a whole number, got number",
            })
    void saysWhatIsWrongWithAnAddress(String text, String message) {
        var thrown = assertThrows(BodyException.class, () -> Bodies.readAddr(body(text.replace("PK", PK))));

        assertEquals(message, thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\uFFFF",
                "{\"pk\":\"\\",
                "{\"pk\":\"\\u00",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "-",
                "1e999999",
                "\"",
                "nul"
            })
    void meetsHostileTextWithNothingButABodyException(String text) {
        assertThrows(BodyException.class, () -> Bodies.readAddr(body(text)));
        assertThrows(BodyException.class, () -> Bodies.readClose(body(text)));
        assertThrows(BodyException.class, () -> Bodies.readConfirm(body(text)));
        assertThrows(BodyException.class, () -> Bodies.readInit(body(text)));
    }

    @Test
    void meetsBytesThatAreNoTextWithNothingButABodyException() {
        for (int value = 0; value < 256; value++) {
            byte[] bytes = {'{', (byte) value, (byte) 0xfe, (byte) 0xff};

            assertThrows(BodyException.class, () -> Bodies.readAddr(ByteBuffer.wrap(bytes)));
        }
    }

    /** Keys whose hashes are one, whatever the seed: a table that minds hashes would give up, for all who share it. */
    @Test
    void readsKeysThatCollide() throws Exception {
        StringBuilder keys = new StringBuilder("{");
        for (int bits = 0; bits < 1024; bits++) {
            keys.append('"');
            for (int at = 0; at < 10; at++) {
                keys.append((bits >> at & 1) == 0 ? "Ab" : "BA");
            }
            keys.append("\":1,");
        }

        assertEquals(REMOTE, Bodies.readAddr(body(keys + "\"pk\":\"" + PK + "\",\"port\":10}")));
        assertEquals(REMOTE, Bodies.readAddr(body("{\"pk\":\"" + PK + "\",\"port\":10}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"pk\":\"ZERO\",", "\"pk\":\"PK\",", "\"pk\":\"x\",", "\"pk\":[null],", "\"pk\":null,"})
    void passesOverTheLocalKeyOfTheLaterDialect(String key) throws Exception {
        String local = "{" + key.replace("ZERO", "0".repeat(66)).replace("PK", PK) + "\"port\":12}";
        String body = "{\"Local\":" + local + ",\"Remote\":" + Json.addr(REMOTE) + "}";

        assertEquals(new CloseBody(LOOP, Dialect.GO_2019_09), Bodies.readClose(body(body)));
    }

    @Test
    void limitsTheDepthOfWhatItReads() throws Exception {
        String deepest = "[".repeat(15) + "]".repeat(15);
        String deeper = "[".repeat(16) + "]".repeat(16);
        String addr = "\"pk\":\"" + PK + "\",\"port\":10}";

        assertEquals(REMOTE, Bodies.readAddr(body("{\"x\":" + deepest + "," + addr)));
        assertThrows(BodyException.class, () -> Bodies.readAddr(body("{\"x\":" + deeper + "," + addr)));
    }

    @Test
    void makesAFailureFitForALineOfALog() {
        assertEquals("no? never", Bodies.readFailure(body("no\n never")));
        assertEquals("", Bodies.readFailure(body("")));
        assertEquals(1024, Bodies.readFailure(body("x".repeat(2000))).length());
        assertEquals(1024, Bodies.failure("x".repeat(2000)).length);
        assertTrue(Bodies.readFailure(ByteBuffer.wrap(new byte[] {(byte) 0xc3})).contains("\uFFFD"));
    }

    @Test
    void findsNothingWhereAKeyIsNull() throws Exception {
        assertNull(Fields.find(Fields.object(body("{\"a\":null}"), "x"), "a"));
    }
}
