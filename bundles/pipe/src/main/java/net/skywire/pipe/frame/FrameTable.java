package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The frames of one read, in order, a record of 16 bytes for each; {@code native/codec/skp.h} draws it. For the thread that
 * reads the pipe.
 */
public final class FrameTable {

    /** Whatever is not a Send that is recognized: its body, in the buffer that was read. */
    static final int BODY = 0;

    /** A Send; its payload, decoded, among the payloads. */
    static final int PAYLOAD = 1;

    /** A Send; its payload in base64, checked, in the buffer that was read. */
    static final int TEXT = 2;

    /** Records there is room for. */
    public static final int MOST = 256;

    private static final int SIZE = 16;
    private static final int ID_AT = 1;
    private static final int KIND_AT = 2;
    private static final int SLOT_AT = 4;
    private static final int LENGTH_AT = 6;
    private static final int AT_AT = 8;
    private static final int END_AT = 12;

    private final ByteBuffer records = ByteBuffer.allocateDirect(MOST * SIZE).order(ByteOrder.nativeOrder());

    /** What native code writes. */
    public ByteBuffer records() {
        return records;
    }

    void set(int index, byte type, int id, int kind, int slot, int at, int length, int end) {
        int record = index * SIZE;
        records.put(record, type);
        records.put(record + ID_AT, (byte) id);
        records.put(record + KIND_AT, (byte) kind);
        records.putShort(record + SLOT_AT, (short) slot);
        records.putShort(record + LENGTH_AT, (short) length);
        records.putInt(record + AT_AT, at);
        records.putInt(record + END_AT, end);
    }

    byte type(int index) {
        return records.get(index * SIZE);
    }

    int id(int index) {
        return records.get(index * SIZE + ID_AT) & 0xff;
    }

    int kind(int index) {
        return records.get(index * SIZE + KIND_AT);
    }

    /** That of the Send's beginning. */
    int slot(int index) {
        return records.getShort(index * SIZE + SLOT_AT) & 0xffff;
    }

    /** Bytes of the body, payload or text. */
    int length(int index) {
        return records.getShort(index * SIZE + LENGTH_AT) & 0xffff;
    }

    /** Where they begin. */
    int at(int index) {
        return records.getInt(index * SIZE + AT_AT);
    }

    /** Where the next frame begins in the buffer that was read. */
    int end(int index) {
        return records.getInt(index * SIZE + END_AT);
    }
}
