package net.skywire.app;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The public key of a node: a compressed secp256k1 point, 33 bytes of which the first is 02 or 03. Its text form is 66
 * hex digits, written in lower case and read in either. Only the form is checked here, not that the point is on the
 * curve.
 */
public final class PubKey {

    /** Bytes in a key. */
    public static final int LENGTH = 33;

    private static final int DIGITS = 2 * LENGTH;

    private final byte[] bytes;
    private final String text;

    private PubKey(byte[] bytes, String text) {
        this.bytes = bytes;
        this.text = text;
    }

    /** @throws IllegalArgumentException if {@code text} is no key, saying where and why */
    public static PubKey parse(String text) {
        if (text.length() != DIGITS) {
            throw new IllegalArgumentException(
                    "public key: expected " + DIGITS + " hex digits, got " + text.length() + " characters");
        }
        for (int at = 0; at < DIGITS; at++) {
            if (!HexFormat.isHexDigit(text.charAt(at))) {
                throw new IllegalArgumentException("public key: expected a hex digit at character " + at);
            }
        }
        return checked(HexFormat.of().parseHex(text), text.toLowerCase(Locale.ROOT));
    }

    /** @throws IllegalArgumentException if {@code bytes} is no key, saying why */
    public static PubKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("public key: expected " + LENGTH + " bytes, got " + bytes.length);
        }
        return checked(bytes.clone(), HexFormat.of().formatHex(bytes));
    }

    private static PubKey checked(byte[] bytes, String text) {
        if (bytes[0] != 2 && bytes[0] != 3) {
            throw new IllegalArgumentException("public key: expected prefix 02 or 03, got " + text.substring(0, 2));
        }
        return new PubKey(bytes, text);
    }

    /** A copy of the 33 bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PubKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return text.hashCode(); // which a string keeps
    }

    /** The 66 hex digits. */
    @Override
    public String toString() {
        return text;
    }
}
