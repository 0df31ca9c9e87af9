package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 by Java's own encoder and decoder, which processors help with, without new arrays: they take whole arrays only.
 * So what comes is cut into pieces, the last of them filled up, and of what comes out the rest is left. For one thread.
 */
final class Base64Chunks {

    private static final int GROUP = 3;
    private static final int DIGITS = 4;

    /** Groups in the largest piece: 2^11. */
    private static final int LARGEST = 11;

    private final byte[][] bytes = new byte[LARGEST + 1][];
    private final byte[][] texts = new byte[LARGEST + 1][];
    private final byte[] one = new byte[1];
    private final byte[] two = new byte[2];
    private final byte[] lastText = new byte[DIGITS];
    private final byte[] lastBytes = new byte[GROUP];

    /** Reads {@code in} to its limit and writes what it is in base64. */
    void encode(ByteBuffer in, ByteBuffer out) {
        int groups = in.remaining() / GROUP;
        while (groups > 0) {
            int power = power(groups);
            int count = Math.min(groups, 1 << power);
            in.get(bytes[power], 0, count * GROUP);
            Base64.getEncoder().encode(bytes[power], texts[power]);
            out.put(texts[power], 0, count * DIGITS);
            groups -= count;
        }
        if (in.hasRemaining()) {
            byte[] rest = in.remaining() == one.length ? one : two;
            in.get(rest);
            Base64.getEncoder().encode(rest, lastText);
            out.put(lastText);
        }
    }

    /**
     * Decodes text of whole groups.
     *
     * @return bytes; -1 if it is not base64 in one piece
     */
    int decode(ByteBuffer text, int from, int length, ByteBuffer out, int outAt) {
        boolean padded = length > 0 && text.get(from + length - 1) == '=';
        int groups = length / DIGITS - (padded ? 1 : 0);
        int at = from;
        int end = outAt;
        while (groups > 0) {
            int power = power(groups);
            int count = Math.min(groups, 1 << power);
            text.get(at, texts[power], 0, count * DIGITS);
            if (!decode(power)) {
                return -1;
            }
            out.put(end, bytes[power], 0, count * GROUP);
            groups -= count;
            at += count * DIGITS;
            end += count * GROUP;
        }
        return padded ? decodeLast(text, at, out, end, outAt) : end - outAt;
    }

    private int decodeLast(ByteBuffer text, int at, ByteBuffer out, int end, int outAt) {
        text.get(at, lastText);
        try {
            int count = Base64.getDecoder().decode(lastText, lastBytes);
            out.put(end, lastBytes, 0, count);
            return end + count - outAt;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** Whether all of a piece is digits. If not, it is made so again, for the next that does not fill it. */
    private boolean decode(int power) {
        byte[] text = texts[power];
        try {
            if (Base64.getDecoder().decode(text, bytes[power]) == bytes[power].length) {
                return true;
            }
        } catch (IllegalArgumentException e) {
            // as if it were padded
        }
        Arrays.fill(text, (byte) 'A');
        return false;
    }

    /** The smallest piece that so many groups fit in, or else the largest there is. */
    private int power(int groups) {
        int power = Math.min(LARGEST, Integer.SIZE - Integer.numberOfLeadingZeros(groups - 1));
        if (bytes[power] == null) {
            bytes[power] = new byte[GROUP << power];
            texts[power] = new byte[DIGITS << power];
            Arrays.fill(texts[power], (byte) 'A');
        }
        return power;
    }
}
