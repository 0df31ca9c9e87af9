package net.skywire.benchmarks.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.skywire.pipe.frame.SendEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One Send into a buffer that is there. */
@State(Scope.Thread)
public class Encode {

    @Param({"java"})
    public String codec;

    @Param({"32768"})
    public int size;

    private final ByteBuffer out = ByteBuffer.allocateDirect(Sample.FRAME);
    private SendEncoder sends;
    private ByteBuffer payload;

    @Setup
    public void setUp() throws IOException {
        sends = Codecs.named(codec).encoder();
        payload = Sample.payload(size);
    }

    @Benchmark
    public ByteBuffer encode() {
        sends.encode(Sample.PREFIX, 7, payload.clear(), out.clear());
        return out;
    }
}
