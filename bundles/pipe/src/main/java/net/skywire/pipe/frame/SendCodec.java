package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.util.function.Predicate;
import net.skywire.app.LoopAddr;

/** Writes and reads Sends, the frames that are many. Keeps no state: any thread may call. */
public interface SendCodec {

    /**
     * Writes a whole frame at {@code out}'s position, which moves behind it.
     *
     * @param payload up to {@link net.skywire.app.Loop#MAX_MESSAGE} bytes; is read to its limit
     */
    void encode(SendPrefix prefix, int id, ByteBuffer payload, ByteBuffer out);

    /**
     * As {@link #encode}, of a payload that is in base64 already.
     *
     * @param text as {@link SendView#payload} gave it, or a copy of that; is read to its limit
     */
    void encodeText(SendPrefix prefix, int id, ByteBuffer text, ByteBuffer out);

    /**
     * Reads the body of a Send.
     *
     * @param view is filled
     * @param asText on which loops a payload is wanted in base64, checked and not decoded. Where it has line breaks or
     *     stands for more than one message, it is decoded all the same.
     * @throws BodyException if it is none; {@code view} then says nothing
     */
    void decode(ByteBuffer body, SendView view, Predicate<LoopAddr> asText) throws BodyException;
}
