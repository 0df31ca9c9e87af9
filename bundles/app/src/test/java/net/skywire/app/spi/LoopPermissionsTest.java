package net.skywire.app.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import net.skywire.app.Addr;
import net.skywire.app.PubKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopPermissionsTest {

    private static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    private static final PubKey OTHER = PubKey.parse("03" + "ab".repeat(32));

    private static boolean dials(String header, PubKey key, int port) {
        return LoopPermissions.parse(header, null).permitsDial(new Addr(key, port));
    }

    @Test
    void permitAllWhereNothingIsSaid() {
        assertTrue(LoopPermissions.ANY.permitsDial(new Addr(KEY, 1)));
        assertTrue(LoopPermissions.ANY.permitsAccept(65535));
    }

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "11, false", "19, false", "20, true", "30, true", "31, false", "65535, true"})
    void permitAPortOfTheListAndNoneBesideIt(int port, boolean permitted) {
        String list = "10, 20-30 ,\t65535";

        assertEquals(permitted, LoopPermissions.parse(null, list).permitsAccept(port));
        assertEquals(permitted, dials("*:10, *:20-30 ,\t*:65535", KEY, port));
    }

    @Test
    void permitTheKeysOfTheListAndNoOthers() {
        String header = KEY.toString().toUpperCase(java.util.Locale.ROOT) + ":*, *:22";

        assertTrue(dials(header, KEY, 1));
        assertFalse(dials(header, OTHER, 1));
        assertTrue(dials(header, OTHER, 22));
    }

    @Test
    void permitNothingWhereNoneIsSaid() {
        LoopPermissions none = LoopPermissions.parse("none", " none ");

        assertFalse(none.permitsDial(new Addr(KEY, 10)));
        assertFalse(none.permitsAccept(10));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 'expected KEY:PORTS or none, got \"10\"'",
        "'', 'expected KEY:PORTS or none, got \"\"'",
        "'*:1,', 'expected KEY:PORTS or none, got \"\"'",
        "'none, *:1', 'expected KEY:PORTS or none, got \"none\"'",
        "02ab:1, 'expected a public key or *, got \"02ab:1\"'",
        "*:0, 'expected a port in 1..65535, a range such as 10-20, or *, got \"*:0\"'",
        "*:65536, 'expected a port in 1..65535, a range such as 10-20, or *, got \"*:65536\"'",
        "*:2-1, 'expected a port in 1..65535, a range such as 10-20, or *, got \"*:2-1\"'",
        "*:1-, 'expected a port in 1..65535, a range such as 10-20, or *, got \"*:1-\"'",
    })
    void sayWhatTheyExpectOfSkywireDial(String header, String message) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> LoopPermissions.parse(header, null));

        assertEquals("Skywire-Dial: " + message, thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "any", "*:10", "10 20", "-1"})
    void sayWhatTheyExpectOfSkywireAccept(String header) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> LoopPermissions.parse(null, header));

        assertEquals(
                "Skywire-Accept: expected a port in 1..65535, a range such as 10-20, or *, got \"" + header + '"',
                thrown.getMessage());
    }

    @Test
    void haveALimit() {
        int most = LoopPermissions.MAX_ENTRIES;
        LoopPermissions.parse(null, String.join(",", Collections.nCopies(most, "10")));

        var thrown = assertThrows(
                IllegalArgumentException.class,
                () -> LoopPermissions.parse(null, String.join(",", Collections.nCopies(most + 1, "10"))));

        assertEquals("Skywire-Accept: expected at most 256 entries, got 257", thrown.getMessage());
    }
}
