package net.skywire.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlRequestTest {

    @Test
    void keepsItsWordsAsTheyWere() throws Exception {
        String[] words = {"deploy", "my own  app.jar", "", "two\nlines", "größer", "\u001b[2J"};

        ControlRequest request = read(ControlClient.request(words));

        assertEquals(List.of(words), request.words());
        assertEquals(Path.of("/tmp"), request.directory());
    }

    @Test
    void isTakenUpToTheLimit() throws Exception {
        String rest = "x".repeat(ControlRequest.MAX_LENGTH - "/\0".length() - 1);

        assertEquals(List.of(rest), body("/\0" + rest + '\0').words());
        assertEquals(
                "expected a request of 1 to 65536 bytes, got 65537",
                assertThrows(IllegalArgumentException.class, () -> body("/\0" + rest + "x\0"))
                        .getMessage());
    }

    @Test
    void isRefusedForItsLengthBeforeTheRestIsThere() {
        byte[] status = "status\n".getBytes(StandardCharsets.UTF_8);

        assertEquals(
                "expected a request of 1 to 65536 bytes, got " + 0x73746174,
                assertThrows(IllegalArgumentException.class, () -> read(status)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> read(new byte[] {-1, -1, -1, -1}));
        assertThrows(IllegalArgumentException.class, () -> read(new byte[4]));
    }

    @Test
    void isNoneWhereverItEndsEarly() throws Exception {
        byte[] whole = ControlClient.request("status");
        assertEquals(List.of("status"), read(whole).words());

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(EOFException.class, () -> read(part));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "/tmp\0", "tmp\0status\0", "\0status\0", "/tmp\0status", "/tmp"})
    void isRefusedWithoutFolderWordOrEnd(String body) {
        assertThrows(IllegalArgumentException.class, () -> body(body));
    }

    @Test
    void isRefusedIfItIsNotText() {
        byte[] request = ControlClient.framed(new byte[] {'/', 0, (byte) 0xFF, 0});

        assertTrue(assertThrows(IllegalArgumentException.class, () -> read(request))
                .getMessage()
                .endsWith("in UTF-8"));
    }

    private static ControlRequest body(String body) throws Exception {
        return read(ControlClient.framed(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static ControlRequest read(byte[] bytes) throws Exception {
        return ControlRequest.read(Channels.newChannel(new ByteArrayInputStream(bytes)));
    }
}
