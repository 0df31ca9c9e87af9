package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

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
    private final LongBuffer[] views = new LongBuffer[Long.BYTES];
    private ByteBuffer viewed;

    /** Whether all of a text is base64, and none of it anything else. */
    boolean isWhole(ByteBuffer buffer, int from, int length) {
        if (length % 4 != 0) {
            return false;
        }
        int digits = length - paddingLength(buffer, from, length);
        int inBlocks = digits - digits % Long.BYTES;
        return areDigits(view(buffer, from % Long.BYTES), from / Long.BYTES, inBlocks / Long.BYTES)
                && isDigitsOnly(buffer, from + inBlocks, from + digits);
    }

    /** Bytes that a whole text stands for. */
    static int decodedLength(ByteBuffer buffer, int from, int length) {
        return length / 4 * 3 - paddingLength(buffer, from, length);
    }

    private static int paddingLength(ByteBuffer buffer, int from, int length) {
        int end = from + length;
        if (length == 0 || buffer.get(end - 1) != '=') {
            return 0;
        }
        return buffer.get(end - 2) == '=' ? 2 : 1;
    }

    /** The buffer as numbers of eight bytes, the first of them at {@code shift}. Made once for each buffer and shift. */
    private LongBuffer view(ByteBuffer buffer, int shift) {
        if (buffer != viewed) {
            viewed = buffer;
            Arrays.fill(views, null);
        }
        if (views[shift] == null) {
            int start = Math.min(shift, buffer.capacity());
            views[shift] = buffer.duplicate()
                    .clear()
                    .position(start)
                    .slice()
                    .order(ByteOrder.nativeOrder())
                    .asLongBuffer();
        }
        return views[shift];
    }

    private boolean areDigits(LongBuffer eights, int from, int length) {
        long others = 0;
        for (int at = 0; at < length; at += BLOCK) {
            int count = Math.min(BLOCK, length - at);
            eights.get(from + at, block, 0, count);
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
