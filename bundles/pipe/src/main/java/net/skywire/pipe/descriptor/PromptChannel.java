package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel that can also be written to without waiting. Any thread may call. */
public interface PromptChannel extends WritableByteChannel {

    /**
     * Writes what there is room for now. Unlike with other channels, an interrupted thread does no harm.
     *
     * @param from direct
     * @return bytes; 0 if there is no room
     */
    int writeNow(ByteBuffer from) throws IOException;
}
