package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The codec in C, whose functions a provider calls in its own way. */
public abstract class NativeSendCodec implements SendCodec {

    private static final List<String> LEVELS = List.of("scalar", "avx2", "avx512", "neon");

    private final String name;
    private final Supplier<CodecCalls> calls;
    private final Supplier<String> obstacle;

    /**
     * Loads nothing yet.
     *
     * @param calls asked for only if there is no obstacle
     * @param obstacle why it cannot work here; gives null if it can
     */
    protected NativeSendCodec(String name, Supplier<CodecCalls> calls, Supplier<String> obstacle) {
        this.name = name;
        this.calls = calls;
        this.obstacle = obstacle;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Optional<String> obstacle() {
        return Optional.ofNullable(obstacle.get());
    }

    @Override
    public final String description() {
        return obstacle().isPresent()
                ? name
                : name + ' ' + LEVELS.get(calls.get().level());
    }

    @Override
    public final SendEncoder encoder() {
        return new NativeEncoder(calls.get());
    }

    @Override
    public final ByteBuffer payloads(int size) {
        return ByteBuffer.allocateDirect(size);
    }

    @Override
    public final FrameParser parser(ByteBuffer in, Beginnings beginnings, ByteBuffer payloads, FrameTable table) {
        return new NativeParser(calls.get(), in, beginnings, payloads, table);
    }
}
