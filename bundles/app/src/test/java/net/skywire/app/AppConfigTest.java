package net.skywire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AppConfigTest {

    @Test
    void takesNamesUpToTheLimit() {
        AppConfig config = new AppConfig("a".repeat(64), "1.0-beta_2");

        assertEquals("0.0.1", config.protocolVersion());
    }

    @Test
    void refusesWhatCouldNotBeAFolderOrAListEntry() {
        assertEquals("app name: expected 1 to 64 characters, got 65", refusal("a".repeat(65)));
        assertEquals("app name: expected 1 to 64 characters, got 0", refusal(""));
        assertEquals("app name: expected 1 to 64 characters, got none", refusal(null));
        assertEquals("app name: expected letters, digits and . _ - only, got another at character 1", refusal("a/b"));
        assertEquals("app name: expected a name, got \"..\"", refusal(".."));
    }

    @Test
    void packetsHoldUpToOneMessage() {
        LoopAddr loop = new LoopAddr(1, Addr.parse(AddrTest.KEY + ":2"));

        assertEquals(
                Loop.MAX_MESSAGE,
                new Packet(loop, ByteBuffer.allocate(Loop.MAX_MESSAGE))
                        .payload()
                        .remaining());
        var thrown = assertThrows(
                IllegalArgumentException.class, () -> new Packet(loop, ByteBuffer.allocate(Loop.MAX_MESSAGE + 1)));
        assertEquals("packet: expected up to 32768 bytes, got 32769", thrown.getMessage());
    }

    private static String refusal(String name) {
        return assertThrows(IllegalArgumentException.class, () -> new AppConfig(name, "1"))
                .getMessage();
    }
}
