package net.skywire.pipe.descriptor;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A Unix socket that keeps messages apart and hands over descriptors; it listens, or is a connection. Nothing in it
 * blocks but {@link SocketPoll}. It is closed by the thread that waits for it; any thread may send and shut down before.
 * The lock is this object's.
 */
public final class MessageSocket implements Closeable {

    /** Descriptors in one message for which there is room. */
    static final int MAX_DESCRIPTORS = 2;

    private static final int SOCK_SEQPACKET = 5;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SOCK_NONBLOCK = 04000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_CTRUNC = 0x8;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int SHUT_RDWR = 2;

    /** Bytes of a word of this process, to which control data is aligned. */
    private static final int WORD = Integer.getInteger("sun.arch.data.model", 64) / 8;

    /** Length, level and type before the descriptors. */
    private static final int CONTROL_HEAD = WORD + 2 * Integer.BYTES;

    private final Descriptors descriptors;
    private final SocketCalls calls;
    private final int descriptor;
    private boolean closed;

    private MessageSocket(Descriptors descriptors, int descriptor) {
        this.descriptors = descriptors;
        this.calls = descriptors.sockets();
        this.descriptor = descriptor;
    }

    /**
     * Listens at {@code path}, where nothing may be.
     *
     * @param waiting connections that wait to be accepted, at most
     */
    static MessageSocket listen(Descriptors descriptors, Path path, int waiting) throws IOException {
        byte[] address = UnixAddress.of(path.toString());
        int type = SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK;
        MessageSocket socket =
                new MessageSocket(descriptors, descriptors.sockets().socket(UnixAddress.AF_UNIX, type));
        try {
            socket.calls.bind(socket.descriptor, address);
            socket.calls.listen(socket.descriptor, waiting);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    int descriptor() {
        return descriptor;
    }

    /** The next connection; empty if none waits. */
    public Optional<MessageSocket> accept() throws IOException {
        try {
            int accepted = calls.accept4(descriptor, SOCK_CLOEXEC | SOCK_NONBLOCK);
            return Optional.of(new MessageSocket(descriptors, accepted));
        } catch (ErrnoException e) {
            if (e.errno() == ErrnoException.EAGAIN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The number of the user who has opened the connection, as the system knows it. */
    public int user() throws IOException {
        int[] processUserGroup = new int[3];
        calls.getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, processUserGroup);
        return processUserGroup[1];
    }

    /**
     * Takes the message that has come; empty if the other side has closed. Nothing of a message that is refused stays
     * open.
     *
     * @param mostBytes in the message
     * @throws IOException if the message is longer, or has more descriptors than two, or cannot be read
     */
    public Optional<Handover> receive(int mostBytes) throws IOException {
        byte[] content = new byte[mostBytes];
        byte[] control = new byte[CONTROL_HEAD + MAX_DESCRIPTORS * Integer.BYTES];
        SocketCalls.Received received = calls.recvmsg(descriptor, content, control, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        List<Integer> found = found(control, received.controlLength());
        String cut = cut(received.flags(), mostBytes);
        if (cut != null) {
            descriptors.closeAll(found);
            throw new IOException(cut);
        }
        if (received.contentLength() == 0) {
            descriptors.closeAll(found);
            return Optional.empty();
        }
        return Optional.of(new Handover(descriptors, Arrays.copyOf(content, received.contentLength()), found));
    }

    private static String cut(int flags, int mostBytes) {
        if ((flags & MSG_CTRUNC) != 0) {
            return "expected up to " + MAX_DESCRIPTORS + " descriptors, got more, or none are free here";
        }
        return (flags & MSG_TRUNC) == 0
                ? null
                : "expected a message of up to " + mostBytes + " bytes, got a longer one";
    }

    private static List<Integer> found(byte[] control, int length) {
        List<Integer> found = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(control).order(ByteOrder.nativeOrder());
        for (int at = 0; at + CONTROL_HEAD <= length; ) {
            int end = Math.min(length, at + (WORD == Long.BYTES ? (int) in.getLong(at) : in.getInt(at)));
            boolean rights = in.getInt(at + WORD) == SOL_SOCKET && in.getInt(at + WORD + Integer.BYTES) == SCM_RIGHTS;
            for (int each = at + CONTROL_HEAD; rights && each + Integer.BYTES <= end; each += Integer.BYTES) {
                found.add(in.getInt(each));
            }
            at = Math.max(at + CONTROL_HEAD, (end + WORD - 1) / WORD * WORD);
        }
        return found;
    }

    /** Sends one message without waiting. @return false if the other side has gone, or does not read */
    public synchronized boolean send(byte[] content) {
        try {
            if (!closed) {
                calls.send(descriptor, content, MSG_DONTWAIT | MSG_NOSIGNAL);
            }
            return !closed;
        } catch (ErrnoException e) {
            return false;
        }
    }

    /** Ends the connection, or the listening, at once; whoever waits for it wakes. The descriptor stays. */
    public synchronized void shutdown() {
        try {
            if (!closed) {
                calls.shutdown(descriptor, SHUT_RDWR);
            }
        } catch (ErrnoException e) {
            // the other side has done so already
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
