package net.skywire.pipe.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Cuts a stream into frames, however it arrives. Its buffers serve for all; one thread reads. */
public final class FrameReader {

    /** Bytes read at once: some longest frames, and fewer than a pipe of ours holds. */
    private static final int BUFFER = 256 * 1024;

    /** Some messages, or the payload of the longest frame. */
    private static final int PAYLOADS = 64 * 1024;

    private static final int PAGE = 4096;
    private static final int LENGTH_SIZE = 2;

    private final ReadableByteChannel in;
    private final Beginnings beginnings;
    private final FrameTable table = new FrameTable();
    private final FrameParser parser;
    private final ByteBuffer buffer = pageAligned(BUFFER);
    private final ByteBuffer body = buffer.duplicate();
    private final ByteBuffer payloads;
    private final SendView view = new SendView();
    private int from;
    private long consumed;

    /** @param beginnings of Sends that are recognized */
    public FrameReader(ReadableByteChannel in, SendCodec codec, Beginnings beginnings) {
        this.in = in;
        this.beginnings = beginnings;
        ByteBuffer area = codec.payloads(PAYLOADS);
        this.payloads = area.duplicate();
        this.parser = codec.parser(buffer, beginnings, area, table);
    }

    /** Of frames as they are, no Send of which is recognized. */
    public FrameReader(ReadableByteChannel in) {
        this(in, new JavaSendCodec(), new Beginnings());
    }

    private static ByteBuffer pageAligned(int size) {
        ByteBuffer whole = ByteBuffer.allocateDirect(size + PAGE);
        return whole.alignedSlice(PAGE).slice(0, size);
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
        int to = buffer.position();
        int count;
        do {
            count = parser.parse(from, to);
            for (int index = 0; index < count; index++) {
                handOver(handler, index);
            }
        } while (count > 0);
        if (to - from >= LENGTH_SIZE) {
            FrameHead.frameSize(buffer, from, consumed);
        }
        buffer.limit(to).position(from).compact();
        from = 0;
        return true;
    }

    private void handOver(FrameHandler handler, int index) throws IOException {
        int at = table.at(index);
        int kind = table.kind(index);
        ByteBuffer lent = kind == FrameTable.PAYLOAD ? payloads : body;
        lent.clear().position(at).limit(at + table.length(index));
        if (kind == FrameTable.BODY) {
            handler.frame(table.type(index), table.id(index), lent.slice());
        } else {
            view.fill(beginnings.at(table.slot(index)), lent, kind == FrameTable.TEXT);
            handler.send(table.id(index), view);
        }
        int end = table.end(index);
        consumed += end - from;
        from = end;
    }

    private void checkEnd() throws ProtocolException {
        int begun = buffer.position();
        if (begun > 0) {
            throw new ProtocolException("stream ended at byte " + (consumed + begun) + ", " + begun
                    + " bytes into the frame at byte " + consumed);
        }
    }
}
