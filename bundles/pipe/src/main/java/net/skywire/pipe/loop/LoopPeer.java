package net.skywire.pipe.loop;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One end of a loop, as whatever is at the other end speaks to it. No call blocks, so that the thread that reads a pipe
 * can make it. Calls of one loop come one after the other.
 */
public interface LoopPeer {

    /** @param payload a message, lent until this returns; never empty */
    void deliver(ByteBuffer payload, Ack ack);

    /**
     * Nothing more will be delivered. Ending twice does nothing.
     *
     * @param cause what went wrong; null if the other end has closed
     */
    void end(IOException cause);
}
