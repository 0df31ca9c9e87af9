package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;
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
        encodeText(prefix, id, Base64.getEncoder().encode(payload), out);
    }

    @Override
    public void encodeText(SendPrefix prefix, int id, ByteBuffer text, ByteBuffer out) {
        int at = out.position();
        int bodyLength = prefix.bytes().length + text.remaining() + SendPrefix.SUFFIX.length;
        FrameHead.write(out, at, FrameType.SEND, id, bodyLength);
        out.position(at + FrameHead.SIZE);
        out.put(prefix.bytes()).put(text).put(SendPrefix.SUFFIX);
    }

    @Override
    public void decode(ByteBuffer body, SendView view, Predicate<LoopAddr> asText) throws BodyException {
        Beginning beginning = recognize(body, view);
        ByteBuffer text = beginning == null ? null : plainText(body, beginning.bytes().length);
        if (text == null || !fillPlain(beginning, text, view, asText)) {
            decodeWhole(body, view, asText);
        }
    }

    private static boolean fillPlain(Beginning beginning, ByteBuffer text, SendView view, Predicate<LoopAddr> asText) {
        if (asText.test(beginning.loop())) {
            return fillText(beginning, text, view);
        }
        try {
            view.fill(beginning, Base64.getDecoder().decode(text));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Leaves a payload in base64 if it is of one piece, and of one message. */
    private static boolean fillText(Beginning beginning, ByteBuffer text, SendView view) {
        boolean fits = view.check().isWhole(text) && Base64Check.decodedLength(text) <= Loop.MAX_MESSAGE;
        if (fits) {
            view.fillText(beginning, text);
        }
        return fits;
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

    /** What stands between a beginning and the end of the body, if it can be base64; otherwise null. */
    private static ByteBuffer plainText(ByteBuffer body, int beginningLength) {
        int start = body.position() + beginningLength;
        int length = body.limit() - start - SendPrefix.SUFFIX.length;
        boolean fits = length >= 0
                && length % 4 == 0
                && body.get(start + length) == '"'
                && body.get(start + length + 1) == '}';
        return fits ? body.slice(start, length) : null;
    }

    private static void decodeWhole(ByteBuffer body, SendView view, Predicate<LoopAddr> asText) throws BodyException {
        JsonNode send = Fields.object(body, "send");
        JsonNode specified = Fields.findObject(send, "addr");
        JsonNode later = Fields.findObject(send, "loop");
        if (specified == null && later == null) {
            throw new BodyException("send: expected \"addr\" or \"loop\", got none");
        }
        LoopAddr loop = specified != null ? Fields.specified(specified) : Fields.later(later);
        Beginning beginning = beginning(body, loop, Dialect.of(specified != null, later != null));
        String payload = payload(Fields.find(send, "payload"));
        if (!asText.test(loop) || !fillText(beginning, ascii(payload), view)) {
            view.fill(beginning, GoBase64.decode(payload));
        }
        if (beginning.bytes().length > 0) {
            view.remember(hash(body, beginning.bytes().length), beginning);
        }
    }

    /** Anything but ASCII becomes a question mark, which is no base64 either. */
    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String payload(JsonNode node) throws BodyException {
        if (node == null) {
            return "";
        }
        if (!node.isString()) {
            throw new BodyException("payload: expected a string, got " + Fields.kind(node));
        }
        return node.stringValue();
    }

    /** Only a beginning in the very form we write has bytes to be remembered by: of that we know that it is all. */
    private static Beginning beginning(ByteBuffer body, LoopAddr loop, Dialect dialect) {
        byte[] bytes = SendPrefix.of(loop, dialect).bytes();
        return new Beginning(startsWith(body, bytes) ? bytes : new byte[0], loop, dialect);
    }
}
