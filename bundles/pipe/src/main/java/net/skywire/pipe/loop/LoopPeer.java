package net.skywire.pipe.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * One end of a loop, as whatever is at the other end speaks to it. No call blocks, so that the thread that reads a pipe
 * can make it. Calls of one loop come one after the other.
 */
public interface LoopPeer {

    /** @param payload a message, lent until this returns; never empty */
    void deliver(ByteBuffer payload, Ack ack);

    /** Whether a message that is in base64 already had better be left so, and given to {@link #deliverText}. */
    default boolean keepsText() {
        return false;
    }

    /**
     * As {@link #deliver}, of a message that is in base64.
     *
     * @param text one message in one piece: padded, no line breaks, nothing in it that is not base64
     */
    default void deliverText(ByteBuffer text, Ack ack) {
        deliver(Base64.getDecoder().decode(text.duplicate()), ack);
    }

    /**
     * Nothing more will be delivered. Ending twice does nothing.
     *
     * @param cause what went wrong; null if the other end has closed
     */
    void end(IOException cause);
}
