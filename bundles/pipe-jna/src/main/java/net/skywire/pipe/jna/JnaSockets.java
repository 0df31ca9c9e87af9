package net.skywire.pipe.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import net.skywire.pipe.descriptor.ErrnoException;
import net.skywire.pipe.descriptor.SocketCalls;

/** The calls for sockets by JNA's functions. */
final class JnaSockets implements SocketCalls {

    /** The fields of {@code struct msghdr} lie a word apart, and so do those of {@code struct iovec}. */
    private static final int WORD = Native.POINTER_SIZE;

    private static final int PIECES_AT = 2 * WORD;
    private static final int PIECE_COUNT_AT = 3 * WORD;
    private static final int CONTROL_AT = 4 * WORD;
    private static final int CONTROL_LENGTH_AT = 5 * WORD;
    private static final int FLAGS_AT = 6 * WORD;
    private static final int PIECE_AT = 7 * WORD;
    private static final int HEADER_SIZE = 9 * WORD;

    private final JnaLibC libc;

    JnaSockets(JnaLibC libc) {
        this.libc = libc;
    }

    @Override
    public int socket(int domain, int type) throws ErrnoException {
        return libc.call("socket", domain, type, 0);
    }

    @Override
    public void bind(int socket, byte[] address) throws ErrnoException {
        libc.call("bind", socket, address, address.length);
    }

    @Override
    public void listen(int socket, int waiting) throws ErrnoException {
        libc.call("listen", socket, waiting);
    }

    @Override
    public int accept4(int socket, int flags) throws ErrnoException {
        return libc.call("accept4", socket, null, null, flags);
    }

    @Override
    public void getsockopt(int socket, int level, int option, int[] value) throws ErrnoException {
        libc.call("getsockopt", socket, level, option, value, new int[] {value.length * Integer.BYTES});
    }

    @Override
    public void poll(int[] entries, int timeoutMillis) throws ErrnoException {
        libc.call("poll", entries, new NativeLong(entries.length / 2L, true), timeoutMillis);
    }

    @Override
    public Received recvmsg(int socket, byte[] content, byte[] control, int flags) throws ErrnoException {
        try (Memory contentMemory = new Memory(content.length);
                Memory controlMemory = new Memory(control.length);
                Memory header = header(contentMemory)) {
            header.setPointer(CONTROL_AT, controlMemory);
            setWord(header, CONTROL_LENGTH_AT, control.length);
            int length = libc.call("recvmsg", socket, header, flags);
            contentMemory.read(0, content, 0, length);
            int controlLength =
                    WORD == Long.BYTES ? (int) header.getLong(CONTROL_LENGTH_AT) : header.getInt(CONTROL_LENGTH_AT);
            controlMemory.read(0, control, 0, controlLength);
            return new Received(length, controlLength, header.getInt(FLAGS_AT));
        }
    }

    @Override
    public void send(int socket, byte[] content, int flags) throws ErrnoException {
        try (Memory contentMemory = new Memory(content.length);
                Memory header = header(contentMemory)) {
            contentMemory.write(0, content, 0, content.length);
            libc.call("sendmsg", socket, header, flags);
        }
    }

    @Override
    public void sendto(int socket, byte[] content, int flags, byte[] address) throws ErrnoException {
        NativeLong length = new NativeLong(content.length);
        libc.call("sendto", socket, content, length, flags, address, address.length);
    }

    @Override
    public void shutdown(int socket, int how) throws ErrnoException {
        libc.call("shutdown", socket, how);
    }

    private static Memory header(Memory content) {
        Memory header = new Memory(HEADER_SIZE);
        header.clear();
        header.setPointer(PIECES_AT, header.share(PIECE_AT));
        setWord(header, PIECE_COUNT_AT, 1);
        header.setPointer(PIECE_AT, content);
        setWord(header, PIECE_AT + WORD, content.size());
        return header;
    }

    private static void setWord(Memory memory, long at, long value) {
        if (WORD == Long.BYTES) {
            memory.setLong(at, value);
        } else {
            memory.setInt(at, (int) value);
        }
    }
}
