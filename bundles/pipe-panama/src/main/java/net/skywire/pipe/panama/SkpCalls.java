package net.skywire.pipe.panama;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import net.skywire.pipe.frame.CodecCalls;

/**
 * The codec's functions, linked as constants, so that the compiler of the JVM calls them directly; none of them waits for
 * anything, so they are called without telling the JVM of it.
 */
final class SkpCalls implements CodecCalls {

    private static final MemoryLayout INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout LONG = ValueLayout.JAVA_LONG;

    private static final MethodHandle ENCODE = link("skp_encode", false, LONG, INT, INT, LONG, INT, LONG, INT);
    private static final MethodHandle ENCODE_ARRAY =
            link("skp_encode", true, LONG, INT, INT, ValueLayout.ADDRESS, INT, LONG, INT);
    private static final MethodHandle PARSE = link("skp_parse", false, LONG, INT, INT, LONG, LONG, INT, LONG, INT);
    private static final MethodHandle LEVEL = link("skp_level", false);

    @SuppressWarnings("restricted")
    private static MethodHandle link(String name, boolean arrays, MemoryLayout... arguments) {
        MemorySegment function =
                SymbolLookup.loaderLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError("no " + name));
        return Linker.nativeLinker()
                .downcallHandle(
                        function,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
                        Linker.Option.critical(arrays));
    }

    /** Fails if the library lacks a function, or this JVM cannot call any. */
    static void check() {
        new SkpCalls().level();
    }

    @Override
    public int encode(long prefix, int prefixLength, int id, long payload, int length, long out, int room) {
        try {
            return (int) ENCODE.invokeExact(prefix, prefixLength, id, payload, length, out, room);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    @Override
    public int encodeArray(
            long prefix, int prefixLength, int id, byte[] payload, int at, int length, long out, int room) {
        MemorySegment bytes = MemorySegment.ofArray(payload).asSlice(at, length);
        try {
            return (int) ENCODE_ARRAY.invokeExact(prefix, prefixLength, id, bytes, length, out, room);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    @Override
    public int parse(long in, int from, int to, long beginnings, long payloads, int room, long records, int most) {
        try {
            return (int) PARSE.invokeExact(in, from, to, beginnings, payloads, room, records, most);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    @Override
    public int level() {
        try {
            return (int) LEVEL.invokeExact();
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e);
    }

    @Override
    public long address(ByteBuffer direct) {
        return MemorySegment.ofBuffer(direct.duplicate().clear()).address();
    }
}
