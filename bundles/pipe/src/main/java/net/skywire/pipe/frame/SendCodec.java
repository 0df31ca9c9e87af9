package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A way to write and read Sends, the frames that are many: one service for each. Any thread may call. */
public interface SendCodec {

    /** By which the operator chooses it: {@code java}, {@code jni}, {@code panama}. */
    String name();

    /** Why it cannot work here; empty if it can. Found out once. */
    Optional<String> obstacle();

    /** Its name, and with what of this processor it works: such as {@code jni avx2}. */
    default String description() {
        return name();
    }

    /** One for each pipe. */
    SendEncoder encoder();

    /** Where a parser of this codec puts payloads. */
    ByteBuffer payloads(int size);

    /**
     * One for each pipe.
     *
     * @param in what is read into; direct, big-endian
     * @param beginnings what is recognized
     * @param payloads of {@link #payloads}
     */
    FrameParser parser(ByteBuffer in, Beginnings beginnings, ByteBuffer payloads, FrameTable table);
}
