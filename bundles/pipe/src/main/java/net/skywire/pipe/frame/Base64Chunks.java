package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Base64 by Java's own encoder and decoder, which processors help with, without new arrays: they take whole arrays only,
 * and so what comes is cut into the largest pieces for which there is one. For one thread.
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

    /** Reads {@code in} to its limit and writes what it is in base64. */
    void encode(ByteBuffer in, ByteBuffer out) {
        int groups = in.remaining() / GROUP;
        while (groups > 0) {
            int power = power(groups);
            in.get(bytes[power]);
            Base64.getEncoder().encode(bytes[power], texts[power]);
            out.put(texts[power]);
            groups -= 1 << power;
        }
        if (in.hasRemaining()) {
            byte[] rest = in.remaining() == 1 ? one : two;
            in.get(rest);
            power(1);
            Base64.getEncoder().encode(rest, texts[0]);
            out.put(texts[0]);
        }
    }

    /**
     * Decodes text of whole groups.
     *
     * @return bytes; -1 if it is not base64 in one piece
     */
    int decode(ByteBuffer text, int from, int length, ByteBuffer out, int outAt) {
        int groups = length / DIGITS;
        int at = from;
        int end = outAt;
        while (groups > 0) {
            int power = power(groups);
            text.get(at, texts[power]);
            int count = decode(power);
            groups -= 1 << power;
            if (count < 0 || groups > 0 && count < bytes[power].length) {
                return -1;
            }
            out.put(end, bytes[power], 0, count);
            at += texts[power].length;
            end += count;
        }
        return end - outAt;
    }

    private int decode(int power) {
        try {
            return Base64.getDecoder().decode(texts[power], bytes[power]);
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private int power(int groups) {
        int power = Math.min(LARGEST, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(groups));
        if (bytes[power] == null) {
            bytes[power] = new byte[GROUP << power];
            texts[power] = new byte[DIGITS << power];
        }
        return power;
    }
}
