package net.skywire.pipe.frame;

import java.nio.ByteBuffer;

/** Writes and reads Sends, the frames that are many. Keeps no state: any thread may call. */
public interface SendCodec {

    /**
     * Writes a whole frame at {@code out}'s position, which moves behind it.
     *
     * @param payload up to {@link net.skywire.app.Loop#MAX_MESSAGE} bytes; is read to its limit
     */
    void encode(SendPrefix prefix, int id, ByteBuffer payload, ByteBuffer out);

    /**
     * Reads the body of a Send.
     *
     * @param view is filled
     * @throws BodyException if it is none; {@code view} then says nothing
     */
    void decode(ByteBuffer body, SendView view) throws BodyException;
}
