package net.skywire.attach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttachMessageTest {

    /** As skywire-attach writes it. */
    static byte[] message(int type, List<String> texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("SKA1".getBytes(StandardCharsets.US_ASCII));
        out.write(type);
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.write(bytes.length >> 8);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static String complaint(byte[] message) {
        return assertThrows(IOException.class, () -> AttachMessage.read(message))
                .getMessage();
    }

    @Test
    void hasTypeAndTexts() throws Exception {
        AttachMessage read = AttachMessage.read(message(AttachMessage.ATTACH, List.of("chat", "1.0", "", "pi\u00f1a")));

        assertEquals(new AttachMessage(AttachMessage.ATTACH, List.of("chat", "1.0", "", "pi\u00f1a")), read);
    }

    @Test
    void mayHaveNoTexts() throws Exception {
        assertEquals(new AttachMessage(AttachMessage.STOP, List.of()), AttachMessage.read(message(2, List.of())));
    }

    @Test
    void isOfThisProtocol() {
        assertEquals(
                "expected a message of protocol SKA1, got another",
                complaint("SKA2\u0001".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                "expected a message of protocol SKA1, got another",
                complaint("SKA1".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("expected a message of protocol SKA1, got another", complaint(new byte[0]));
    }

    @Test
    void isWholeWhereverItIsCut() {
        byte[] whole = message(AttachMessage.ATTACH, List.of("chat", "1.0"));
        List<Integer> wholeTexts = List.of(5, 11, 16);
        for (int length = 5; length < whole.length; length++) {
            if (!wholeTexts.contains(length)) {
                String said = complaint(Arrays.copyOf(whole, length));
                assertEquals("byte " + (length < 11 ? 5 : 11) + ": expected a whole text, got the message's end", said);
            }
        }
    }

    @Test
    void hasTextsUpToTheirLimits() throws Exception {
        String longest = "x".repeat(AttachMessage.MAX_TEXT);
        List<String> most = Collections.nCopies(AttachMessage.MAX_TEXTS, "x");

        assertEquals(
                List.of(longest),
                AttachMessage.read(message(1, List.of(longest))).texts());
        assertEquals(most, AttachMessage.read(message(1, most)).texts());
        assertEquals(
                "byte 5: expected a text of up to 4096 bytes, got 4097", complaint(message(1, List.of(longest + "x"))));
        assertEquals(
                "expected up to 128 arguments, got more",
                complaint(message(1, Collections.nCopies(AttachMessage.MAX_TEXTS + 1, "x"))));
    }

    @Test
    void isInUtf8() {
        byte[] wrong = message(1, List.of("ab"));
        wrong[8] = (byte) 0xff;

        assertEquals("byte 5: expected a text in UTF-8, got other bytes", complaint(wrong));
    }

    @Test
    void tellsAFaultAndCutsItBetweenCharacters() {
        assertArrayEquals(message(AttachMessage.ENDED, List.of("")), AttachMessage.ended(""));
        assertArrayEquals(message(AttachMessage.ENDED, List.of("no disk")), AttachMessage.ended("no disk"));
        String longest = "x".repeat(AttachMessage.MAX_FAULT);
        assertArrayEquals(message(AttachMessage.ENDED, List.of(longest)), AttachMessage.ended(longest + "y"));
        String oneLess = "x".repeat(AttachMessage.MAX_FAULT - 1);
        assertArrayEquals(message(AttachMessage.ENDED, List.of(oneLess)), AttachMessage.ended(oneLess + "\u00f1"));
        assertArrayEquals(message(AttachMessage.SEATED, List.of()), AttachMessage.seated());
    }
}
