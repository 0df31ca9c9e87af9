package net.skywire.benchmarks.codec;

import java.util.Base64;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** java.util.Base64 between arrays that are there, with nothing around it. */
@State(Scope.Thread)
public class Jdk {

    @Param({"32768"})
    public int size;

    private byte[] payload;
    private byte[] text;
    private byte[] encoded;
    private byte[] decoded;

    @Setup
    public void setUp() {
        payload = Sample.bytes(size);
        text = Base64.getEncoder().encode(payload);
        encoded = new byte[text.length];
        decoded = new byte[size];
    }

    @Benchmark
    public int encode() {
        return Base64.getEncoder().encode(payload, encoded);
    }

    @Benchmark
    public int parse() {
        return Base64.getDecoder().decode(text, decoded);
    }
}
