package net.skywire.benchmarks.codec;

import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The payload alone, from one buffer off heap into another: what no codec can do without. */
@State(Scope.Thread)
public class Copy {

    @Param({"32768"})
    public int size;

    private final ByteBuffer out = ByteBuffer.allocateDirect(Sample.FRAME);
    private ByteBuffer payload;

    @Setup
    public void setUp() {
        payload = Sample.payload(size);
    }

    @Benchmark
    public ByteBuffer copy() {
        return out.put(0, payload, 0, size);
    }
}
