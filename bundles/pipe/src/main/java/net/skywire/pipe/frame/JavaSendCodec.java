package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.skywire.app.Loop;
import net.skywire.app.LoopAddr;
import net.skywire.pipe.frame.SendView.Beginning;
import tools.jackson.databind.JsonNode;

/**
 * The codec in pure Java. A Send whose beginning is remembered and whose payload is plain base64 is read as it stands;
 * for any other, and whenever anything is odd, Jackson reads the whole of it. Either way says the same.
 */
public final class JavaSendCodec implements SendCodec {

    private static final byte[] PAYLOAD_KEY = "\"payload\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_BEGINNING = 512;

    @Override
    public void encode(SendPrefix prefix, int id, ByteBuffer payload, ByteBuffer out) {
        if (payload.remaining() > Loop.MAX_MESSAGE) {
            throw new IllegalArgumentException(
                    "payload: expected up to " + Loop.MAX_MESSAGE + " bytes, got " + payload.remaining());
        }
        int at = out.position();
        byte[] text = Base64.getEncoder().encode(payload).array();
        int bodyLength = prefix.bytes().length + text.length + SendPrefix.SUFFIX.length;
        FrameHead.write(out, at, FrameType.SEND, id, bodyLength);
        out.position(at + FrameHead.SIZE);
        out.put(prefix.bytes()).put(text).put(SendPrefix.SUFFIX);
    }

    @Override
    public void decode(ByteBuffer body, SendView view) throws BodyException {
        Beginning beginning = recognize(body, view);
        ByteBuffer payload = beginning == null ? null : plainPayload(body, beginning.bytes().length);
        if (payload == null) {
            decodeWhole(body, view);
        } else {
            view.fill(beginning, payload);
        }
    }

    private static Beginning recognize(ByteBuffer body, SendView view) {
        Beginning last = view.last();
        if (last != null && startsWith(body, last.bytes())) {
            return last;
        }
        int length = beginningLength(body);
        if (length < 0) {
            return null;
        }
        Beginning candidate = view.recall(hash(body, length));
        return candidate != null && candidate.bytes().length == length && startsWith(body, candidate.bytes())
                ? candidate
                : null;
    }

    private static boolean startsWith(ByteBuffer body, byte[] bytes) {
        return bytes.length > 0
                && body.remaining() >= bytes.length
                && body.slice(body.position(), bytes.length).mismatch(ByteBuffer.wrap(bytes)) < 0;
    }

    /** Bytes before the payload if its key stands where it can; otherwise -1. */
    private static int beginningLength(ByteBuffer body) {
        int start = body.position();
        int last = start + Math.min(body.remaining(), LONGEST_BEGINNING) - PAYLOAD_KEY.length;
        for (int at = start; at <= last; at++) {
            if (body.get(at) == '"' && body.get(at + 1) == 'p' && body.get(at + 2) == 'a' && isPayloadKey(body, at)) {
                return at + PAYLOAD_KEY.length - start;
            }
        }
        return -1;
    }

    private static boolean isPayloadKey(ByteBuffer body, int at) {
        return body.slice(at, PAYLOAD_KEY.length).mismatch(ByteBuffer.wrap(PAYLOAD_KEY)) < 0;
    }

    private static int hash(ByteBuffer body, int length) {
        int hash = 0;
        for (int at = body.position(); at < body.position() + length; at++) {
            hash = 31 * hash + body.get(at);
        }
        return hash ^ hash >>> 16;
    }

    /** The payload behind a beginning, if nothing but base64 and the end of the body stands there; otherwise null. */
    private static ByteBuffer plainPayload(ByteBuffer body, int beginningLength) {
        int start = body.position() + beginningLength;
        int length = body.limit() - start - SendPrefix.SUFFIX.length;
        if (length < 0 || length % 4 != 0 || body.get(start + length) != '"' || body.get(start + length + 1) != '}') {
            return null;
        }
        try {
            return Base64.getDecoder().decode(body.slice(start, length));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void decodeWhole(ByteBuffer body, SendView view) throws BodyException {
        JsonNode send = BodyTree.object(body, "send");
        JsonNode specified = BodyTree.findObject(send, "addr");
        JsonNode later = BodyTree.findObject(send, "loop");
        if (specified == null && later == null) {
            throw new BodyException("send: expected \"addr\" or \"loop\", got none");
        }
        LoopAddr loop = specified != null ? Bodies.specified(specified) : Bodies.later(later);
        Dialect dialect = Bodies.dialect(specified != null, later != null);
        ByteBuffer payload = payload(BodyTree.find(send, "payload"));
        view.fill(remember(body, view, loop, dialect), payload);
    }

    private static ByteBuffer payload(JsonNode node) throws BodyException {
        if (node == null) {
            return ByteBuffer.allocate(0);
        }
        if (!node.isString()) {
            throw new BodyException("payload: expected a string, got " + BodyTree.kind(node));
        }
        return GoBase64.decode(node.stringValue());
    }

    /** Only a beginning in the very form we write is remembered: of that we know that nothing else is meant. */
    private static Beginning remember(ByteBuffer body, SendView view, LoopAddr loop, Dialect dialect) {
        byte[] bytes = SendPrefix.of(loop, dialect).bytes();
        if (!startsWith(body, bytes)) {
            return new Beginning(new byte[0], loop, dialect);
        }
        Beginning beginning = new Beginning(bytes, loop, dialect);
        view.remember(hash(body, bytes.length), beginning);
        return beginning;
    }
}
