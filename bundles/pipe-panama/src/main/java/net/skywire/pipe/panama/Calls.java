package net.skywire.pipe.panama;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.skywire.pipe.descriptor.ErrnoException;

/**
 * Functions of the C library that return an int, or what fits into one, linked when they are first called. A Java long
 * stands for C's, and therefore for 64-bit machines.
 */
final class Calls {

    private static final int EINTR = 4;
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup symbols = linker.defaultLookup();
    private final Map<String, MethodHandle> handles = new ConcurrentHashMap<>();

    /** Calls until not interrupted; a negative result is an error. */
    int untilDone(String name, Linker.Option variadic, Object... arguments) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            while (true) {
                int result = invoke(name, variadic, state, arguments);
                if (result >= 0) {
                    return result;
                }
                int errno = (int) ERRNO.get(state, 0L);
                if (errno != EINTR) {
                    throw new ErrnoException(name, errno);
                }
            }
        }
    }

    int untilDone(String name, Object... arguments) throws ErrnoException {
        return untilDone(name, null, arguments);
    }

    /** Calls once; a negative result is an error, except for {@code harmless}. */
    void once(String name, int harmless, Object... arguments) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int errno = invoke(name, null, state, arguments) < 0 ? (int) ERRNO.get(state, 0L) : 0;
            if (errno != 0 && errno != harmless) {
                throw new ErrnoException(name, errno);
            }
        }
    }

    /** For functions whose result is the error, 0 if there is none. */
    void checked(String name, Object... arguments) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            int errno = invoke(name, null, arena.allocate(STATE), arguments);
            if (errno != 0) {
                throw new ErrnoException(name, errno);
            }
        }
    }

    private int invoke(String name, Linker.Option variadic, MemorySegment state, Object[] arguments)
            throws ErrnoException {
        Object[] all = new Object[arguments.length + 1];
        all[0] = state;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        MemorySegment function = symbols.find(name).orElseThrow(() -> new ErrnoException(name, ErrnoException.ENOSYS));
        try {
            return (int) handles.computeIfAbsent(name, unlinked -> link(function, variadic, arguments))
                    .invokeWithArguments(all);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name, e);
        }
    }

    @SuppressWarnings("restricted")
    private MethodHandle link(MemorySegment symbol, Linker.Option variadic, Object[] arguments) {
        MemoryLayout[] layouts = Arrays.stream(arguments).map(Calls::layout).toArray(MemoryLayout[]::new);
        FunctionDescriptor function = FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts);
        Linker.Option errno = Linker.Option.captureCallState("errno");
        return variadic == null
                ? linker.downcallHandle(symbol, function, errno)
                : linker.downcallHandle(symbol, function, errno, variadic);
    }

    private static MemoryLayout layout(Object argument) {
        if (argument instanceof Integer) {
            return ValueLayout.JAVA_INT;
        }
        if (argument instanceof Long) {
            return ValueLayout.JAVA_LONG;
        }
        return argument instanceof Short ? ValueLayout.JAVA_SHORT : ValueLayout.ADDRESS;
    }
}
