package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Tells whether a text is base64 in one piece: whole groups of four, padded, no line breaks. Of such a text decoding says
 * no more than that, so it can be handed on as it stands. Looks at eight characters at once, in blocks, which the
 * compiler of a JVM turns into vector instructions. For one thread.
 */
final class Base64Check {

    private static final int BLOCK = 256;
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x80 * EACH;

    private final long[] block = new long[BLOCK];

    /** Whether all between position and limit is base64, and none of it anything else. */
    boolean isWhole(ByteBuffer text) {
        int length = text.remaining();
        if (length % 4 != 0) {
            return false;
        }
        int digits = length - paddingLength(text);
        int inBlocks = digits - digits % Long.BYTES;
        return areDigits(text.slice(text.position(), inBlocks))
                && isDigitsOnly(text, text.position() + inBlocks, text.position() + digits);
    }

    /** Bytes that a whole text stands for. */
    static int decodedLength(ByteBuffer text) {
        return text.remaining() / 4 * 3 - paddingLength(text);
    }

    private static int paddingLength(ByteBuffer text) {
        int end = text.limit();
        if (!text.hasRemaining() || text.get(end - 1) != '=') {
            return 0;
        }
        return text.get(end - 2) == '=' ? 2 : 1;
    }

    private boolean areDigits(ByteBuffer text) {
        LongBuffer eights = text.order(ByteOrder.nativeOrder()).asLongBuffer();
        long others = 0;
        while (eights.hasRemaining()) {
            int count = Math.min(BLOCK, eights.remaining());
            eights.get(block, 0, count);
            others |= othersIn(count);
        }
        return others == 0;
    }

    private long othersIn(int count) {
        long others = 0;
        for (int at = 0; at < count; at++) {
            others |= others(block[at]);
        }
        return others;
    }

    /** The high bit of each of eight characters that is no base64 digit. Of / and 0 to 9 the codes are consecutive. */
    private static long others(long eight) {
        long plain = eight & ~HIGH;
        long digits = within(plain | 0x20 * EACH, 'a', 'z') | within(plain, '/', '9') | within(plain, '+', '+');
        return (~digits | eight) & HIGH;
    }

    /** The high bit of each character in a range, all of them below 0x80: no sum carries into the next. */
    private static long within(long eight, int first, int last) {
        return eight + (0x80 - first) * EACH & ~(eight + (0x7f - last) * EACH);
    }

    private static boolean isDigitsOnly(ByteBuffer text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (others((text.get(at) & 0xffL) * EACH) != 0) {
                return false;
            }
        }
        return true;
    }
}
