package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.util.List;

/** The codec in C, whose functions a provider calls in its own way. */
public abstract class NativeSendCodec implements SendCodec {

    private static final List<String> LEVELS = List.of("scalar", "avx2", "avx512", "neon");

    private final String name;

    protected NativeSendCodec(String name) {
        this.name = name;
    }

    /** Asked for only if there is no {@linkplain #obstacle obstacle}. */
    protected abstract CodecCalls calls();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return obstacle().isPresent() ? name : name + ' ' + LEVELS.get(calls().level());
    }

    @Override
    public final SendEncoder encoder() {
        return new NativeEncoder(calls());
    }

    @Override
    public final ByteBuffer payloads(int size) {
        return ByteBuffer.allocateDirect(size);
    }

    @Override
    public final FrameParser parser(ByteBuffer in, Beginnings beginnings, ByteBuffer payloads, FrameTable table) {
        return new NativeParser(calls(), in, beginnings, payloads, table);
    }
}
