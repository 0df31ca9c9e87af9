package net.skywire.pipe.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Predicate;
import net.skywire.app.LoopAddr;

/** Has Sends read as a pipe has: by a codec where it recognizes them, otherwise by Jackson, from which it learns. */
final class SendPipe {

    /** What a Send has said, or why it is none. */
    record Outcome(LoopAddr loop, Dialect dialect, ByteBuffer payload, boolean text, String error) {

        /** In a form to be compared, in which it does not matter whether the payload was left in base64. */
        @Override
        public String toString() {
            return error != null
                    ? "error " + error
                    : dialect + " " + loop.port() + " " + loop.remote() + " [" + hex() + "]";
        }

        ByteBuffer bytes() {
            return text ? Base64.getDecoder().decode(payload.duplicate()) : payload.duplicate();
        }

        private String hex() {
            byte[] bytes = new byte[bytes().remaining()];
            bytes().get(bytes);
            return HexFormat.of().formatHex(bytes);
        }
    }

    private final ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();
    private final ArrayDeque<Outcome> outcomes = new ArrayDeque<>();
    private final Beginnings beginnings = new Beginnings();
    private final SendReader sends = new SendReader(beginnings);
    private final SendView view = new SendView();
    private final FrameReader reader;
    private final Predicate<LoopAddr> asText;
    private int recognized;

    SendPipe(SendCodec codec, Predicate<LoopAddr> asText) {
        this.asText = asText;
        this.reader = new FrameReader(new Pieces(), codec, beginnings);
    }

    /** Sends that the codec has recognized. */
    int recognized() {
        return recognized;
    }

    Outcome read(ByteBuffer body) throws IOException {
        put(body, body.remaining() + FrameHead.SIZE);
        return next();
    }

    /** What a Send says to whom nothing has been said before. */
    static Outcome fresh(ByteBuffer body, Predicate<LoopAddr> asText) {
        return read(new SendReader(new Beginnings()), body, new SendView(), asText);
    }

    /** Lets a frame come, in two reads if it is longer than {@code cut}. */
    void put(ByteBuffer body, int cut) {
        ByteBuffer frame = ByteBuffer.allocate(FrameHead.SIZE + body.remaining());
        FrameHead.write(frame, 0, FrameType.SEND, 7, body.remaining());
        frame.position(FrameHead.SIZE).put(body.duplicate()).flip();
        put(frame.slice(0, Math.min(cut, frame.limit())));
        if (cut < frame.limit()) {
            put(frame.slice(cut, frame.limit() - cut));
        }
    }

    void put(ByteBuffer bytes) {
        pieces.add(bytes);
    }

    Outcome next() throws IOException {
        while (outcomes.isEmpty()) {
            reader.read(new Frames());
        }
        return outcomes.remove();
    }

    private final class Frames implements FrameHandler {
        @Override
        public void frame(byte type, int id, ByteBuffer body) {
            outcomes.add(read(sends, body, view, asText));
        }

        @Override
        public void send(int id, SendView send) {
            recognized++;
            outcomes.add(outcome(send));
        }
    }

    private static Outcome read(SendReader sends, ByteBuffer body, SendView view, Predicate<LoopAddr> asText) {
        try {
            sends.read(body, view, asText);
            return outcome(view);
        } catch (BodyException e) {
            return new Outcome(null, null, null, false, e.getMessage());
        }
    }

    private static Outcome outcome(SendView send) {
        ByteBuffer payload = ByteBuffer.allocate(send.payload().remaining())
                .put(send.payload())
                .flip();
        return new Outcome(send.loop(), send.dialect(), payload, send.isText(), null);
    }

    private final class Pieces implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) {
            ByteBuffer piece = pieces.remove();
            int count = Math.min(piece.remaining(), target.remaining());
            target.put(piece.slice(piece.position(), count));
            if (count < piece.remaining()) {
                pieces.addFirst(piece.slice(piece.position() + count, piece.remaining() - count));
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
