package net.skywire.pipe.descriptor;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Sends datagrams to one Unix socket, which need not be there yet. Any thread may call, and none blocks. */
public final class DatagramOut implements Closeable {

    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;

    private final Descriptors descriptors;
    private final SocketCalls calls;
    private final byte[] address;
    private final int descriptor;
    private boolean closed;

    private DatagramOut(Descriptors descriptors, byte[] address) throws IOException {
        this.descriptors = descriptors;
        this.calls = descriptors.sockets();
        this.address = address;
        this.descriptor = calls.socket(UnixAddress.AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC);
    }

    /** @param name as {@link UnixAddress#of} */
    static DatagramOut to(Descriptors descriptors, String name) throws IOException {
        return new DatagramOut(descriptors, UnixAddress.of(name));
    }

    int descriptor() {
        return descriptor;
    }

    /**
     * Sends one datagram; does nothing once closed.
     *
     * @throws IOException if nobody takes it, or whoever does has too many waiting
     */
    public synchronized void send(byte[] content) throws IOException {
        if (!closed) {
            calls.sendto(descriptor, content, MSG_DONTWAIT | MSG_NOSIGNAL, address);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            descriptors.closeAll(List.of(descriptor));
        }
    }
}
