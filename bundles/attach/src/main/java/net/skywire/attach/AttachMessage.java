package net.skywire.attach;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What skywire-attach and the container say to one another. Numbers are unsigned and big-endian.
 * <pre>
 *  offset  0         4       5
 *          | "SKA1"  | type  | texts: length u16, then as many bytes of UTF-8; to the message's end
 * </pre>
 */
record AttachMessage(int type, List<String> texts) {

    /** To the container: an app's name, version and arguments; with its pipes. */
    static final int ATTACH = 1;

    /** To the container: the app is to end. */
    static final int STOP = 2;

    /** From the container: the app has its seat. */
    static final int SEATED = 3;

    /** From the container: the app has ended; its fault, an empty text if it has none. */
    static final int ENDED = 4;

    /** Bytes in a message. */
    static final int MAX_LENGTH = 65536;

    /** Texts in a message: name, version and 128 arguments. */
    static final int MAX_TEXTS = 130;

    /** Bytes in a text. */
    static final int MAX_TEXT = 4096;

    /** Bytes in a fault; what is longer is cut. */
    static final int MAX_FAULT = 512;

    private static final byte[] MAGIC = "SKA1".getBytes(StandardCharsets.US_ASCII);
    private static final int TYPE_AT = 4;
    private static final int TEXTS_AT = 5;

    /** @throws IOException if it is none; the message says what was expected, and where */
    static AttachMessage read(byte[] message) throws IOException {
        if (message.length < TEXTS_AT || !Arrays.equals(message, 0, TYPE_AT, MAGIC, 0, TYPE_AT)) {
            throw new IOException("expected a message of protocol SKA1, got another");
        }
        List<String> texts = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(message).position(TEXTS_AT);
        while (in.hasRemaining()) {
            if (texts.size() == MAX_TEXTS) {
                throw new IOException("expected up to " + (MAX_TEXTS - 2) + " arguments, got more");
            }
            texts.add(text(in));
        }
        return new AttachMessage(message[TYPE_AT], List.copyOf(texts));
    }

    private static String text(ByteBuffer in) throws IOException {
        int at = in.position();
        int length = in.remaining() < Short.BYTES ? Integer.MAX_VALUE : Short.toUnsignedInt(in.getShort());
        if (length > in.remaining()) {
            throw new IOException("byte " + at + ": expected a whole text, got the message's end");
        }
        if (length > MAX_TEXT) {
            throw new IOException("byte " + at + ": expected a text of up to " + MAX_TEXT + " bytes, got " + length);
        }
        try {
            ByteBuffer text = in.slice(in.position(), length);
            in.position(in.position() + length);
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("byte " + at + ": expected a text in UTF-8, got other bytes", e);
        }
    }

    static byte[] seated() {
        return head(SEATED, 0).array();
    }

    /** @param fault empty if there is none */
    static byte[] ended(String fault) {
        byte[] text = fault.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, MAX_FAULT);
        while (length < text.length && (text[length] & 0xC0) == 0x80) {
            length--;
        }
        return head(ENDED, Short.BYTES + length)
                .putShort((short) length)
                .put(text, 0, length)
                .array();
    }

    private static ByteBuffer head(int type, int textsLength) {
        return ByteBuffer.allocate(TEXTS_AT + textsLength).put(MAGIC).put((byte) type);
    }
}
