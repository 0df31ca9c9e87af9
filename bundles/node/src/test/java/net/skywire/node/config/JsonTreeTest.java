package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class JsonTreeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "false",
                "\"\\u00e9\\n\"",
                "0",
                "-0",
                "2147483647",
                "2147483648",
                "-9223372036854775808",
                "9223372036854775808",
                "1.0",
                "-1e400",
                "0.1",
                "[]",
                "{}",
                "[1, [null, {\"a\": {}}], \"b\"]",
                "{\"a\": [], \"\": {\"b\": null, \"c\": [{}]}, \"d\": false}"
            })
    void isTheTreeThatAMapperReads(String text) {
        var expected = JsonMapper.shared().readTree(text);
        var tree = JsonTree.of(text);

        assertEquals(expected, tree);
        assertSame(expected.getClass(), tree.getClass());
        assertEquals(expected.toString(), tree.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[1", "[1,", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "[1,]", "[}", "{]", "1 2", "NaN"})
    void refusesWhatIsNotOneWholeValue(String text) {
        assertThrows(JacksonException.class, () -> JsonTree.of(text));
    }

    @Test
    void goesAsDeepAsTheParserLetsIt() {
        JsonTree.of("[".repeat(500) + "]".repeat(500));

        assertThrows(JacksonException.class, () -> JsonTree.of("[".repeat(501) + "]".repeat(501)));
    }
}
