package net.skywire.systemd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.descriptor.SocketCalls.Received;

/** Stands for systemd: a real socket that takes datagrams, of an abstract name of its own. */
final class Listening implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int POLLIN = 1;

    private final LibC libc;
    private final String name;
    private final int socket;

    Listening(LibC libc) throws IOException {
        this.libc = libc;
        name = "skywire-test-" + ProcessHandle.current().pid() + '-' + System.nanoTime();
        socket = libc.sockets().socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        libc.sockets()
                .bind(
                        socket,
                        ByteBuffer.allocate(Short.BYTES + 1 + bytes.length)
                                .order(ByteOrder.nativeOrder())
                                .putShort((short) AF_UNIX)
                                .put((byte) 0)
                                .put(bytes)
                                .array());
    }

    /** As the environment has it. */
    String address() {
        return '@' + name;
    }

    /** The next message; empty if none comes within {@code longest}. */
    Optional<String> next(Duration longest) throws IOException {
        int[] entry = {socket, POLLIN};
        libc.sockets().poll(entry, (int) longest.toMillis());
        if (entry[1] >>> 16 == 0) {
            return Optional.empty();
        }
        byte[] content = new byte[1000];
        Received received = libc.sockets().recvmsg(socket, content, new byte[64], 0);
        return Optional.of(new String(content, 0, received.contentLength(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        libc.close(socket);
    }
}
