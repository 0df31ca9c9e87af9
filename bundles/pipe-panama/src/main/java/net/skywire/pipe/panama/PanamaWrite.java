package net.skywire.pipe.panama;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import net.skywire.pipe.descriptor.ErrnoException;

/** The one call that is made for every write to a pipe; constant, so that the compiler of the JVM makes it directly. */
final class PanamaWrite {

    private static final int EINTR = 4;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
    private static final MethodHandle WRITE = link();

    private PanamaWrite() {}

    @SuppressWarnings("restricted")
    private static MethodHandle link() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("write").orElseThrow(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG),
                Linker.Option.captureCallState("errno"));
    }

    static int write(int descriptor, ByteBuffer from) throws ErrnoException {
        MemorySegment bytes = MemorySegment.ofBuffer(from);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            while (true) {
                long count = call(state, descriptor, bytes);
                int errno = count < 0 ? (int) ERRNO.get(state, 0L) : 0;
                if (errno == 0 || errno == ErrnoException.EAGAIN) {
                    return (int) Math.max(0, count);
                }
                if (errno != EINTR) {
                    throw new ErrnoException("write", errno);
                }
            }
        }
    }

    private static long call(MemorySegment state, int descriptor, MemorySegment bytes) {
        try {
            return (long) WRITE.invokeExact(state, descriptor, bytes, bytes.byteSize());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("write", e);
        }
    }
}
