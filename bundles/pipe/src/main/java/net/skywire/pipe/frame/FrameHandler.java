package net.skywire.pipe.frame;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes frames as they are read. */
@FunctionalInterface
public interface FrameHandler {

    /**
     * @param id 0 to 255
     * @param body from position to limit; lent until this returns
     */
    void frame(byte type, int id, ByteBuffer body) throws IOException;
}
