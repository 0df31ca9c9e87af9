package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Base64 as Go's standard encoding reads it: padding must be there, line breaks are passed over, and an error names the
 * position of the first character that does not fit.
 */
final class GoBase64 {

    private static final byte NONE = -1;
    private static final byte[] VALUES = values();

    private GoBase64() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, NONE);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int value = 0; value < alphabet.length(); value++) {
            values[alphabet.charAt(value)] = (byte) value;
        }
        return values;
    }

    static ByteBuffer decode(String text) throws BodyException {
        ByteBuffer out = ByteBuffer.allocate(text.length() / 4 * 3 + 3);
        int at = 0;
        int digits = 0;
        int quantum = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isLineBreak(c)) {
                continue;
            }
            if (c == '=') {
                checkPadding(text, at, digits);
                putLast(out, quantum, digits);
                return out.flip();
            }
            quantum = quantum << 6 | value(c, text, at);
            if (++digits == 4) {
                out.put((byte) (quantum >> 16)).put((byte) (quantum >> 8)).put((byte) quantum);
                digits = 0;
                quantum = 0;
            }
        }
        if (digits > 0) {
            throw illegal(text, at - digits);
        }
        return out.flip();
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }

    private static int value(char c, String text, int at) throws BodyException {
        byte value = c < VALUES.length ? VALUES[c] : NONE;
        if (value == NONE) {
            throw illegal(text, at);
        }
        return value;
    }

    /** {@code at} is that of the first padding character, behind {@code digits} of its group of four. */
    private static void checkPadding(String text, int at, int digits) throws BodyException {
        if (digits < 2) {
            throw illegal(text, at);
        }
        int next = skipLineBreaks(text, at + 1);
        if (digits == 2) {
            if (next == text.length()) {
                throw illegal(text, next);
            }
            if (text.charAt(next) != '=') {
                throw illegal(text, next - 1);
            }
            next = skipLineBreaks(text, next + 1);
        }
        if (next < text.length()) {
            throw illegal(text, next);
        }
    }

    private static int skipLineBreaks(String text, int from) {
        int at = from;
        while (at < text.length() && isLineBreak(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static void putLast(ByteBuffer out, int quantum, int digits) {
        int bits = quantum << 6 * (4 - digits);
        out.put((byte) (bits >> 16));
        if (digits == 3) {
            out.put((byte) (bits >> 8));
        }
    }

    /** Go counts bytes. */
    private static BodyException illegal(String text, int at) {
        int position = text.substring(0, at).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        return new BodyException("illegal base64 data at input byte " + position);
    }
}
