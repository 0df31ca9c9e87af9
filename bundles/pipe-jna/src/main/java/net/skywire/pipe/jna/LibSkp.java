package net.skywire.pipe.jna;

import java.nio.ByteBuffer;

/** The library in C, by JNI. Addresses are as numbers; a buffer that has one is kept reachable by whoever passes it. */
final class LibSkp {

    /** Why it cannot be loaded; null if it is. */
    static final String OBSTACLE = load();

    private LibSkp() {}

    private static String load() {
        try {
            System.loadLibrary("skp");
            level();
            return null;
        } catch (LinkageError e) {
            return e.getMessage();
        }
    }

    static native int encode(long prefix, int prefixLength, int id, long payload, int length, long out, int room);

    static native int encodeArray(
            long prefix, int prefixLength, int id, byte[] payload, int at, int length, long out, int room);

    static native int parse(
            long in, int from, int to, long beginnings, long payloads, int room, long records, int most);

    static native int check(long text, int length);

    /** 0 if the buffer is not direct. */
    static native long address(ByteBuffer direct);

    /** One write(2): bytes, or a negative errno. */
    static native int write(int descriptor, long from, int length);

    static native int level();
}
