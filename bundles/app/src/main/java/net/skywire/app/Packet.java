package net.skywire.app;

import java.nio.ByteBuffer;

/**
 * One message on a loop.
 *
 * @param addr the loop, as the app that holds this packet sees it
 * @param payload up to {@link Loop#MAX_MESSAGE} bytes; shared with whoever made the packet, not copied
 */
public record Packet(LoopAddr addr, ByteBuffer payload) {

    public Packet {
        if (payload.remaining() > Loop.MAX_MESSAGE) {
            throw new IllegalArgumentException(
                    "packet: expected up to " + Loop.MAX_MESSAGE + " bytes, got " + payload.remaining());
        }
    }
}
