package net.skywire.pipe.panama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import net.skywire.pipe.descriptor.ErrnoException;
import net.skywire.pipe.descriptor.SocketCalls;

/** The calls for sockets by Java's own foreign functions, on 64-bit machines. */
final class PanamaSockets implements SocketCalls {

    private static final StructLayout PIECE =
            MemoryLayout.structLayout(ValueLayout.ADDRESS.withName("start"), ValueLayout.JAVA_LONG.withName("length"));

    /** As {@code struct msghdr}. */
    private static final StructLayout HEADER = MemoryLayout.structLayout(
            ValueLayout.ADDRESS.withName("name"),
            ValueLayout.JAVA_LONG.withName("nameLength"),
            ValueLayout.ADDRESS.withName("pieces"),
            ValueLayout.JAVA_LONG.withName("pieceCount"),
            ValueLayout.ADDRESS.withName("control"),
            ValueLayout.JAVA_LONG.withName("controlLength"),
            ValueLayout.JAVA_INT.withName("flags"),
            MemoryLayout.paddingLayout(Integer.BYTES));

    private static final long PIECES_AT = at("pieces");
    private static final long PIECE_COUNT_AT = at("pieceCount");
    private static final long CONTROL_AT = at("control");
    private static final long CONTROL_LENGTH_AT = at("controlLength");
    private static final long FLAGS_AT = at("flags");

    private final Calls calls;

    PanamaSockets(Calls calls) {
        this.calls = calls;
    }

    private static long at(String field) {
        return HEADER.byteOffset(PathElement.groupElement(field));
    }

    @Override
    public int socket(int domain, int type) throws ErrnoException {
        return calls.untilDone("socket", domain, type, 0);
    }

    @Override
    public void bind(int socket, byte[] address) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            calls.untilDone("bind", socket, arena.allocateFrom(ValueLayout.JAVA_BYTE, address), address.length);
        }
    }

    @Override
    public void listen(int socket, int waiting) throws ErrnoException {
        calls.untilDone("listen", socket, waiting);
    }

    @Override
    public int accept4(int socket, int flags) throws ErrnoException {
        return calls.untilDone("accept4", socket, MemorySegment.NULL, MemorySegment.NULL, flags);
    }

    @Override
    public void getsockopt(int socket, int level, int option, int[] value) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = arena.allocate(ValueLayout.JAVA_INT, value.length);
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, value.length * Integer.BYTES);
            calls.untilDone("getsockopt", socket, level, option, found, length);
            MemorySegment.copy(found, ValueLayout.JAVA_INT, 0, value, 0, value.length);
        }
    }

    @Override
    public void poll(int[] entries, int timeoutMillis) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = arena.allocateFrom(ValueLayout.JAVA_INT, entries);
            calls.untilDone("poll", all, entries.length / 2L, timeoutMillis);
            MemorySegment.copy(all, ValueLayout.JAVA_INT, 0, entries, 0, entries.length);
        }
    }

    @Override
    public Received recvmsg(int socket, byte[] content, byte[] control, int flags) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment contentMemory = arena.allocate(content.length);
            MemorySegment controlMemory = arena.allocate(control.length, Long.BYTES);
            MemorySegment header = header(arena, contentMemory);
            header.set(ValueLayout.ADDRESS, CONTROL_AT, controlMemory);
            header.set(ValueLayout.JAVA_LONG, CONTROL_LENGTH_AT, control.length);
            int length = calls.untilDone("recvmsg", socket, header, flags);
            int controlLength = (int) header.get(ValueLayout.JAVA_LONG, CONTROL_LENGTH_AT);
            MemorySegment.copy(contentMemory, ValueLayout.JAVA_BYTE, 0, content, 0, length);
            MemorySegment.copy(controlMemory, ValueLayout.JAVA_BYTE, 0, control, 0, controlLength);
            return new Received(length, controlLength, header.get(ValueLayout.JAVA_INT, FLAGS_AT));
        }
    }

    @Override
    public void send(int socket, byte[] content, int flags) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment header = header(arena, arena.allocateFrom(ValueLayout.JAVA_BYTE, content));
            calls.untilDone("sendmsg", socket, header, flags);
        }
    }

    @Override
    public void sendto(int socket, byte[] content, int flags, byte[] address) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, content);
            MemorySegment to = arena.allocateFrom(ValueLayout.JAVA_BYTE, address);
            calls.untilDone("sendto", socket, bytes, (long) content.length, flags, to, address.length);
        }
    }

    private static MemorySegment header(Arena arena, MemorySegment content) {
        MemorySegment piece = arena.allocate(PIECE);
        piece.set(ValueLayout.ADDRESS, 0, content);
        piece.set(ValueLayout.JAVA_LONG, Long.BYTES, content.byteSize());
        MemorySegment header = arena.allocate(HEADER);
        header.set(ValueLayout.ADDRESS, PIECES_AT, piece);
        header.set(ValueLayout.JAVA_LONG, PIECE_COUNT_AT, 1);
        return header;
    }

    @Override
    public void shutdown(int socket, int how) throws ErrnoException {
        calls.untilDone("shutdown", socket, how);
    }
}
