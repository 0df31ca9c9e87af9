package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.util.Optional;
import net.skywire.app.Loop;

/** The codec in pure Java. */
public final class JavaSendCodec implements SendCodec {

    @Override
    public String name() {
        return "java";
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public SendEncoder encoder() {
        Base64Chunks base64 = new Base64Chunks();
        return (prefix, id, payload, out) -> encode(base64, prefix, id, payload, out);
    }

    private static void encode(Base64Chunks base64, SendPrefix prefix, int id, ByteBuffer payload, ByteBuffer out) {
        int length = payload.remaining();
        if (length > Loop.MAX_MESSAGE) {
            throw new IllegalArgumentException("payload: expected up to " + Loop.MAX_MESSAGE + " bytes, got " + length);
        }
        int textLength = (length + 2) / 3 * 4;
        int at = out.position();
        FrameHead.write(out, at, FrameType.SEND, id, prefix.bytes().length + textLength + SendPrefix.SUFFIX.length);
        out.position(at + FrameHead.SIZE).put(prefix.bytes());
        base64.encode(payload, out);
        out.put(SendPrefix.SUFFIX);
    }

    @Override
    public ByteBuffer payloads(int size) {
        return ByteBuffer.allocate(size);
    }

    @Override
    public FrameParser parser(ByteBuffer in, Beginnings beginnings, ByteBuffer payloads, FrameTable table) {
        return new JavaParser(in, beginnings, payloads, table);
    }
}
