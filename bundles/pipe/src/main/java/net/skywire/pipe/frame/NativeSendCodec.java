package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The codec in C, whose functions a provider calls in its own way. */
public abstract class NativeSendCodec implements SendCodec {

    private static final List<String> LEVELS = List.of("scalar", "avx2", "avx512", "neon");

    private final String name;
    private final CodecCalls calls;
    private final Optional<String> obstacle;

    /**
     * @param calls null if there is an obstacle
     * @param obstacle why it cannot work here; null if it can
     */
    protected NativeSendCodec(String name, CodecCalls calls, String obstacle) {
        this.name = name;
        this.calls = calls;
        this.obstacle = Optional.ofNullable(obstacle);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Optional<String> obstacle() {
        return obstacle;
    }

    @Override
    public final String description() {
        return obstacle.isPresent() ? name : name + ' ' + LEVELS.get(calls.level());
    }

    @Override
    public final SendEncoder encoder() {
        return new NativeEncoder(calls);
    }

    @Override
    public final ByteBuffer payloads(int size) {
        return ByteBuffer.allocateDirect(size);
    }

    @Override
    public final FrameParser parser(ByteBuffer in, Beginnings beginnings, ByteBuffer payloads, FrameTable table) {
        return new NativeParser(calls, in, beginnings, payloads, table);
    }
}
