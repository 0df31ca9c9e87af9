package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Where a Unix socket is, as {@code struct sockaddr_un} has it. */
final class UnixAddress {

    static final int AF_UNIX = 1;

    private static final int PATH_SIZE = 108;
    private static final byte END = 0;

    private UnixAddress() {}

    /**
     * The length of what comes back is that of the address.
     *
     * @param name a path, or {@code @} before a name that is in no file system
     * @throws IOException if it is too long
     */
    static byte[] of(String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return name.startsWith("@") ? abstractName(name, bytes) : path(name, bytes);
    }

    private static byte[] path(String name, byte[] bytes) throws IOException {
        if (bytes.length >= PATH_SIZE) {
            throw tooLong("path", PATH_SIZE - 1, name, bytes.length);
        }
        return head(bytes.length + 1).put(bytes).put(END).array();
    }

    /** It begins with a zero byte and has none at its end, which would be part of it. */
    private static byte[] abstractName(String name, byte[] bytes) throws IOException {
        if (bytes.length > PATH_SIZE) {
            throw tooLong("name", PATH_SIZE, name, bytes.length);
        }
        return head(bytes.length).put(END).put(bytes, 1, bytes.length - 1).array();
    }

    private static ByteBuffer head(int length) {
        return ByteBuffer.allocate(Short.BYTES + length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_UNIX);
    }

    private static IOException tooLong(String what, int most, String name, int length) {
        return new IOException(
                "expected a socket's " + what + " of up to " + most + " bytes, got " + length + ": " + name);
    }
}
