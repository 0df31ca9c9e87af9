package net.skywire.pipe.frame;

import java.nio.ByteBuffer;

/** Writes Sends. Allocates nothing. For one thread at a time. */
@FunctionalInterface
public interface SendEncoder {

    /**
     * Writes a whole frame at {@code out}'s position, which moves behind it.
     *
     * @param payload up to {@link net.skywire.app.Loop#MAX_MESSAGE} bytes; is read to its limit
     * @param out direct, with room for it
     */
    void encode(SendPrefix prefix, int id, ByteBuffer payload, ByteBuffer out);

    /**
     * As {@link #encode}, of a payload that is in base64 already.
     *
     * @param text as {@link SendView#payload} gave it, or a copy of that; is read to its limit
     */
    default void encodeText(SendPrefix prefix, int id, ByteBuffer text, ByteBuffer out) {
        int at = out.position();
        int bodyLength = prefix.bytes().length + text.remaining() + SendPrefix.SUFFIX.length;
        FrameHead.write(out, at, FrameType.SEND, id, bodyLength);
        out.position(at + FrameHead.SIZE);
        out.put(prefix.bytes()).put(text).put(SendPrefix.SUFFIX);
    }
}
