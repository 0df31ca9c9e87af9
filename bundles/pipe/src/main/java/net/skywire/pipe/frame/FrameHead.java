package net.skywire.pipe.frame;

import java.nio.ByteBuffer;

/**
 * The four bytes before every body. Numbers are unsigned and big-endian, and so must the buffer be.
 *
 * <pre>
 *  offset  0         2      3     4
 *          | length  | type | id  | body ...
 * </pre>
 *
 * {@code length} counts what follows it: a frame is {@code length + 2} bytes. Reads and writes are absolute.
 */
public final class FrameHead {

    /** Bytes in a head. */
    public static final int SIZE = 4;

    /** Bytes in the longest body. */
    public static final int MAX_BODY = 0xffff - 2;

    private static final int TYPE_AT = 2;
    private static final int ID_AT = 3;

    private FrameHead() {}

    /**
     * Bytes in the whole frame that begins at {@code at}.
     *
     * @param offset where that is in the stream, for the message
     */
    static int frameSize(ByteBuffer in, int at, long offset) throws ProtocolException {
        int length = Short.toUnsignedInt(in.getShort(at));
        if (length < 2) {
            throw new ProtocolException("frame length " + length + " at byte " + offset + "; the least is 2");
        }
        return length + 2;
    }

    static byte type(ByteBuffer in, int at) {
        return in.get(at + TYPE_AT);
    }

    static int id(ByteBuffer in, int at) {
        return in.get(at + ID_AT) & 0xff;
    }

    /** @throws IllegalArgumentException if {@code bodyLength} is outside 0..{@link #MAX_BODY} */
    public static void write(ByteBuffer out, int at, byte type, int id, int bodyLength) {
        if (bodyLength < 0 || bodyLength > MAX_BODY) {
            throw new IllegalArgumentException("body length: expected 0.." + MAX_BODY + ", got " + bodyLength);
        }
        out.putShort(at, (short) (bodyLength + 2));
        out.put(at + TYPE_AT, type);
        out.put(at + ID_AT, (byte) id);
    }
}
