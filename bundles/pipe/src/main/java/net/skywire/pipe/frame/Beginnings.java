package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What the beginnings of Sends on one pipe have said, so that a next one is recognized without being read. Each is in the
 * slot that its hash gives, or not at all. The same is in memory that native code reads; {@code native/codec/skp.h} says
 * how. For the thread that reads the pipe, which learns nothing while records of a {@link FrameTable} refer to slots.
 */
public final class Beginnings {

    /** Bytes of the longest beginning that is kept. */
    static final int LONGEST = 380;

    static final int HEAD_SIZE = 64;
    static final int SLOT_SIZE = 384;
    static final int TEXT_AT = 2;
    static final int BYTES_AT = 4;
    private static final int LAST_AT = 4;

    private static final int FEWEST_SLOTS = 16;
    private static final int MOST_SLOTS = 1024;
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private Beginning[] slots = new Beginning[FEWEST_SLOTS];
    private ByteBuffer table = table(FEWEST_SLOTS);

    private static ByteBuffer table(int count) {
        return ByteBuffer.allocateDirect(HEAD_SIZE + count * SLOT_SIZE)
                .order(ByteOrder.nativeOrder())
                .putInt(0, count);
    }

    /** What native code reads; another once more slots are needed. */
    public ByteBuffer table() {
        return table;
    }

    Beginning at(int slot) {
        return slots[slot];
    }

    /** The slot of the beginning that was recognized last. */
    int last() {
        return table.getInt(LAST_AT);
    }

    void setLast(int slot) {
        table.putInt(LAST_AT, slot);
    }

    /** The slot for bytes of this hash. */
    int slot(long hash) {
        return (int) hash & slots.length - 1;
    }

    /** Bytes in a slot; 0 if it is free. */
    int length(int slot) {
        return table.getShort(offset(slot));
    }

    /** Where in the table the bytes of a slot are. */
    int bytesAt(int slot) {
        return offset(slot) + BYTES_AT;
    }

    private static int offset(int slot) {
        return HEAD_SIZE + slot * SLOT_SIZE;
    }

    /** Keeps a beginning; where there are many, more slots or another's. */
    void learn(Beginning beginning) {
        int length = beginning.bytes().length;
        if (length == 0 || length > LONGEST) {
            return;
        }
        long hash = hash(ByteBuffer.wrap(beginning.bytes()), 0, length);
        while (isAnothers(slot(hash), beginning) && slots.length < MOST_SLOTS) {
            grow();
        }
        put(slot(hash), beginning);
    }

    private boolean isAnothers(int slot, Beginning beginning) {
        return slots[slot] != null && !Arrays.equals(slots[slot].bytes(), beginning.bytes());
    }

    private void grow() {
        Beginning[] old = slots;
        slots = new Beginning[2 * old.length];
        table = table(slots.length);
        for (Beginning each : old) {
            if (each != null) {
                put(slot(hash(ByteBuffer.wrap(each.bytes()), 0, each.bytes().length)), each);
            }
        }
    }

    private void put(int slot, Beginning beginning) {
        slots[slot] = beginning;
        int at = offset(slot);
        table.putShort(at, (short) beginning.bytes().length);
        table.put(at + TEXT_AT, (byte) (beginning.asText() ? 1 : 0));
        table.put(at + BYTES_AT, beginning.bytes());
    }

    /** As {@code skp_hash}: over eight bytes at a time, little-endian, the last filled up with zeros. */
    static long hash(ByteBuffer bytes, int from, int length) {
        boolean swapped = bytes.order() == ByteOrder.BIG_ENDIAN;
        long hash = length;
        int at = from;
        for (; at <= from + length - Long.BYTES; at += Long.BYTES) {
            long word = bytes.getLong(at);
            hash = mixed(hash, swapped ? Long.reverseBytes(word) : word);
        }
        if (at < from + length) {
            long rest = 0;
            for (int i = from + length - 1; i >= at; i--) {
                rest = rest << Byte.SIZE | bytes.get(i) & 0xff;
            }
            hash = mixed(hash, rest);
        }
        return hash;
    }

    private static long mixed(long hash, long word) {
        long product = (hash ^ word) * FACTOR;
        return product ^ product >>> 32;
    }
}
