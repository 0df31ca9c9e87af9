package net.skywire.pipe.session;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import net.skywire.pipe.connection.PipeEnds;
import net.skywire.pipe.frame.FrameHead;
import net.skywire.pipe.frame.FrameReader;
import net.skywire.pipe.frame.JavaSendCodec;

/** Two real pipes between an app and a node, with the app's side in the hands of a test. Frames read as text. */
public final class FramePipe implements Closeable {

    private final Pipe toNode;
    private final Pipe fromNode;
    private final FrameReader reader;
    private final ArrayDeque<String> received = new ArrayDeque<>();

    public FramePipe(Pipe toNode, Pipe fromNode) {
        this.toNode = toNode;
        this.fromNode = fromNode;
        this.reader = new FrameReader(fromNode.source());
    }

    public PipeEnds ofNode() {
        return new PipeEnds(toNode.source(), fromNode.sink(), new JavaSendCodec());
    }

    public PipeEnds ofApp() {
        return new PipeEnds(fromNode.source(), toNode.sink(), new JavaSendCodec());
    }

    public ReadableByteChannel fromNode() {
        return fromNode.source();
    }

    public WritableByteChannel toNode() {
        return toNode.sink();
    }

    /** Sends a request under id 0 and gives back what comes next, as {@link #next}. */
    public String ask(byte type, String body) throws IOException {
        frame(type, 0, body);
        return next();
    }

    public void frame(byte type, int id, String body) throws IOException {
        toNode.sink().write(ByteBuffer.wrap(bytes(type, id, body)));
    }

    public byte[] bytes(byte type, int id, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(FrameHead.SIZE + body.length);
        FrameHead.write(frame, 0, type, id, body.length);
        return frame.position(FrameHead.SIZE).put(body).array();
    }

    /** The next frame: its type, its id and its body. */
    public String next() throws IOException {
        while (received.isEmpty()) {
            if (!reader.read(
                    (type, id, body) -> received.add(type + " " + id + " " + StandardCharsets.UTF_8.decode(body)))) {
                throw new EOFException("the node has closed the pipe");
            }
        }
        return received.remove();
    }

    @Override
    public void close() throws IOException {
        toNode.sink().close();
        fromNode.source().close();
    }
}
