package net.skywire.pipe.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Cuts a stream into frames, however it arrives. One buffer serves for all; one thread reads. */
public final class FrameReader {

    private static final int LENGTH_SIZE = 2;
    private static final int MAX_FRAME = FrameHead.SIZE + FrameHead.MAX_BODY;

    private final ReadableByteChannel in;
    private final ByteBuffer buffer;
    private long consumed;

    /** @param bufferSize in bytes; at least that of the longest frame, 65537 */
    public FrameReader(ReadableByteChannel in, int bufferSize) {
        if (bufferSize < MAX_FRAME) {
            throw new IllegalArgumentException("buffer: expected " + MAX_FRAME + " bytes or more, got " + bufferSize);
        }
        this.in = in;
        this.buffer = ByteBuffer.allocateDirect(bufferSize);
    }

    /**
     * Reads once, waiting for something to come, and hands over every frame that is complete.
     *
     * @return false at the end of the stream
     * @throws ProtocolException if no frame can be what comes, or the stream ends inside of one
     */
    public boolean read(FrameHandler handler) throws IOException {
        if (in.read(buffer) < 0) {
            checkEnd();
            return false;
        }
        buffer.flip();
        while (buffer.remaining() >= LENGTH_SIZE) {
            int size = FrameHead.frameSize(buffer, buffer.position(), consumed);
            if (buffer.remaining() < size) {
                break;
            }
            handOver(handler, size);
        }
        buffer.compact();
        return true;
    }

    private void handOver(FrameHandler handler, int size) throws IOException {
        int at = buffer.position();
        ByteBuffer body = buffer.slice(at + FrameHead.SIZE, size - FrameHead.SIZE);
        handler.frame(FrameHead.type(buffer, at), FrameHead.id(buffer, at), body);
        buffer.position(at + size);
        consumed += size;
    }

    private void checkEnd() throws ProtocolException {
        int begun = buffer.position();
        if (begun > 0) {
            throw new ProtocolException("stream ended at byte " + (consumed + begun) + ", " + begun
                    + " bytes into the frame at byte " + consumed);
        }
    }
}
