package net.skywire.benchmarks.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.skywire.pipe.frame.Beginnings;
import net.skywire.pipe.frame.FrameHead;
import net.skywire.pipe.frame.FrameParser;
import net.skywire.pipe.frame.FrameTable;
import net.skywire.pipe.frame.SendCodec;
import net.skywire.pipe.frame.SendReader;
import net.skywire.pipe.frame.SendView;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sends of a loop that is known, in a buffer as a pipe is read into. */
@State(Scope.Thread)
public class Parse {

    private static final int BUFFER = 256 * 1024;
    private static final int PAYLOADS = 64 * 1024;
    private static final int PAGE = 4096;

    @Param({"java"})
    public String codec;

    @Param({"32768"})
    public int size;

    private FrameParser parser;
    private int oneFrame;
    private int allFrames;

    @Setup
    public void setUp() throws IOException {
        SendCodec chosen = Codecs.named(codec);
        ByteBuffer in =
                ByteBuffer.allocateDirect(BUFFER + PAGE).alignedSlice(PAGE).slice(0, BUFFER);
        ByteBuffer payload = Sample.payload(size);
        for (int count = 0; count < FrameTable.MOST && in.remaining() >= Sample.FRAME; count++) {
            chosen.encoder().encode(Sample.PREFIX, 7, payload.clear(), in);
            oneFrame = oneFrame == 0 ? in.position() : oneFrame;
        }
        allFrames = in.position();
        Beginnings beginnings = new Beginnings();
        ByteBuffer body = in.slice(FrameHead.SIZE, oneFrame - FrameHead.SIZE);
        new SendReader(beginnings).read(body, new SendView(), loop -> false);
        parser = chosen.parser(in.clear(), beginnings, chosen.payloads(PAYLOADS), new FrameTable());
    }

    /** One Send. */
    @Benchmark
    public int parse() {
        return expect(1, parser.parse(0, oneFrame));
    }

    /** As many as a table holds; for those that are small. */
    @Benchmark
    @OperationsPerInvocation(FrameTable.MOST)
    public int parseMany() {
        return expect(FrameTable.MOST, parser.parse(0, allFrames));
    }

    private static int expect(int frames, int count) {
        if (count != frames) {
            throw new IllegalStateException("expected " + frames + " frames, got " + count);
        }
        return count;
    }
}
