package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfFileTest {

    private static final int MAX_LENGTH = 1024 * 1024;
    private static final int MAX_DEPTH = 500;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("net.skywire.node.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"net.skywire.node.json", "a.json", "net.skywire.app~one.json"})
    void isOneThatEndsInJson(String name) {
        assertTrue(ConfFile.isOne(folder.resolve(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {".json", ".a.json", "a.json~", "a.json.new", "a.JSON", "json", "logging.properties"})
    void isNotOneOfAnotherName(String name) {
        assertFalse(ConfFile.isOne(folder.resolve(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "net.skywire.node.json,net.skywire.node",
        "net.skywire.app~one.json,net.skywire.app~one",
        "a.json.json,a.json"
    })
    void isNamedAfterWhatItConfigures(String name, String pid) {
        assertEquals(pid, ConfFile.pid(folder.resolve(name)));
    }

    @Test
    void holdsStringsNumbersBooleansAndArraysOfStrings() throws Exception {
        Dictionary<String, Object> properties = read("""
                {"text": "a\\n\\u00e4", "number": -1, "yes": true, "no": false, "many": ["a", ""], "none": [], "": ""}
                """);

        assertEquals(Set.of("text", "number", "yes", "no", "many", "none", ""), keys(properties));
        assertEquals("a\nä", properties.get("text"));
        assertEquals(-1L, properties.get("number"));
        assertEquals(true, properties.get("yes"));
        assertEquals(false, properties.get("no"));
        assertArrayEquals(new String[] {"a", ""}, (String[]) properties.get("many"));
        assertArrayEquals(new String[0], (String[]) properties.get("none"));
        assertEquals("", properties.get(""));
    }

    @Test
    void letsCommentsIn() throws Exception {
        Dictionary<String, Object> properties =
                read("// before\n{ /* within */ \"a\": \"b\" // behind\n}\n/* after */");

        assertEquals(Set.of("a"), keys(properties));
        assertEquals("b", properties.get("a"));
    }

    @Test
    void holdsNothingWhenItsObjectIsEmpty() throws Exception {
        assertTrue(read("{}").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0, Long.MAX_VALUE})
    void holdsWholeNumbersUpToTheLimits(long number) throws Exception {
        assertEquals(number, read("{\"a\": " + number + "}").get("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775808", "-9223372036854775809", "1.0", "1e2", "null", "{}", "{\"apps\": \"a\"}"})
    void refusesAValueOfAnotherKind(String value) {
        assertEquals(
                file + ", \"a\": expected a string, a whole number, true, false or an array of strings",
                refusal("{\"ok\": 1, \"a\": " + value + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[\"a\", null]", "[[\"a\"]]", "[true]", "[{}]"})
    void refusesAnArrayOfOthersThanStrings(String array) {
        assertEquals(file + ", \"a\": expected strings in the array", refusal("{\"a\": " + array + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "// nothing", "null", "[]", "\"apps\"", "7"})
    void refusesWhatIsNoObject(String content) {
        assertEquals(file + ": expected a JSON object, got another value", refusal(content));
    }

    @Test
    void refusesAKeyThatComesTwice() {
        assertEquals(
                file + ", line 3, column 6: Duplicate Object property \"a\"", refusal("{\n  \"a\": 1,\n  \"a\": 2\n}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a': 1}|2, column 2: Unexpected character (''' (code 39)): was expecting double-quote to "
                        + "start property name",
                "{\"a\": 1,}|2, column 9: Unexpected character ('}' (code 125)): was expecting "
                        + "double-quote to start property name",
                "{\"a\": 1} x|2, column 10: Unrecognized token 'x': was expecting (JSON String, Number, "
                        + "Array, Object or token 'null', 'true' or 'false')",
                "{\"a\": 1} {}|2, column 10: Expected nothing after the value, got more",
                "{\"a\": 1}}|2, column 9: Unexpected close marker '}': no open Object to close",
                "{\"a\": 01}|2, column 8: Invalid numeric value: Leading zeroes not allowed",
                "{\"a\": \"b|2, column 9: Unexpected end-of-input: was expecting closing quote for a string value",
                "{\"a\": /* b|2, column 11: Unexpected end-of-input in a comment",
                "# none|2, column 1: Unexpected character ('#' (code 35)): expected a valid value (JSON "
                        + "String, Number, Array, Object or token 'null', 'true' or 'false')",
            })
    void saysWhereItIsNoJson(String content, String where) {
        assertEquals(file + ", line " + where, refusal("\n" + content));
    }

    @Test
    void namesThePlaceOfAnObjectWithoutEnd() {
        String message = refusal("{\n\"a\": 1");

        assertTrue(message.startsWith(file + ", line 2, column 7: Unexpected end-of-input"), message);
    }

    @Test
    void refusesDepthUpToTheLimitForWhatItIs() {
        assertEquals(file + ", \"a\": expected strings in the array", refusal(nested(MAX_DEPTH)));
    }

    @Test
    void saysWhichLimitOfTheParserIsPassed() throws Exception {
        for (String content : List.of(
                nested(MAX_DEPTH + 1), "{\"a\": " + "1".repeat(1001) + "}", "{\"" + "a".repeat(60_000) + "\": 1}")) {
            Files.writeString(file, content);

            var thrown = assertThrows(IOException.class, () -> ConfFile.read(file));

            assertTrue(thrown.getMessage().startsWith(file + ": "), thrown.getMessage());
            assertTrue(thrown.getMessage().contains("exceeds the maximum"), thrown.getMessage());
        }
    }

    @Test
    void saysWhichFileIsNoText() throws Exception {
        Files.write(file, new byte[] {'{', '}', (byte) 0xff});

        var thrown = assertThrows(IOException.class, () -> ConfFile.read(file));

        assertEquals(file + ": expected text in UTF-8, got other bytes", thrown.getMessage());
    }

    @Test
    void isReadUpToTheLimit() throws Exception {
        String content = "{\"a\": \"b\"}";

        assertEquals(
                "b", read(content + " ".repeat(MAX_LENGTH - content.length())).get("a"));
    }

    @Test
    void isNotReadPastTheLimit() {
        assertEquals(file + ": expected up to 1048576 bytes, got 1048577", refusal("{}" + " ".repeat(MAX_LENGTH - 1)));
    }

    @Test
    void cannotBeReadWhenItIsGone() {
        var thrown = assertThrows(NoSuchFileException.class, () -> ConfFile.read(file));

        assertEquals(file.toString(), thrown.getFile());
    }

    /** An object within which arrays make up the depth. */
    private static String nested(int depth) {
        return "{\"a\": " + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    private Dictionary<String, Object> read(String content) throws IOException {
        Files.writeString(file, content);
        return ConfFile.read(file);
    }

    private String refusal(String content) {
        return assertThrows(IOException.class, () -> read(content)).getMessage();
    }

    private static Set<String> keys(Dictionary<String, Object> properties) {
        return new TreeSet<>(Collections.list(properties.keys()));
    }
}
