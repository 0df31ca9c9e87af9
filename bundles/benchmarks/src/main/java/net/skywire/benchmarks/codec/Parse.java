package net.skywire.benchmarks.codec;

import java.nio.ByteBuffer;
import net.skywire.pipe.frame.BodyException;
import net.skywire.pipe.frame.FrameHead;
import net.skywire.pipe.frame.SendCodec;
import net.skywire.pipe.frame.SendView;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One Send of a loop that is known. */
@State(Scope.Thread)
public class Parse {

    @Param({"java"})
    public String codec;

    @Param({"32768"})
    public int size;

    private final SendView view = new SendView();
    private SendCodec sends;
    private ByteBuffer body;

    @Setup
    public void setUp() {
        sends = Codecs.named(codec);
        ByteBuffer frame = ByteBuffer.allocateDirect(Sample.FRAME);
        sends.encode(Sample.PREFIX, 7, Sample.payload(size), frame);
        body = frame.flip().position(FrameHead.SIZE).slice();
    }

    @Benchmark
    public SendView parse() throws BodyException {
        sends.decode(body.clear(), view, loop -> false);
        return view;
    }
}
