package net.skywire.pipe.frame;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes frames as they are read. */
@FunctionalInterface
public interface FrameHandler {

    /**
     * Any frame but a Send that was recognized.
     *
     * @param id 0 to 255
     * @param body from position to limit; lent until this returns
     */
    void frame(byte type, int id, ByteBuffer body) throws IOException;

    /**
     * A Send whose beginning was learnt from an earlier one.
     *
     * @param send lent until this returns
     */
    default void send(int id, SendView send) throws IOException {
        throw new IllegalStateException("nothing has been learnt of Sends");
    }
}
