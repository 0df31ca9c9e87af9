package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import net.skywire.app.Loop;
import net.skywire.app.LoopAddr;
import tools.jackson.databind.JsonNode;

/** Reads any Send with Jackson, and learns from it how the next on its loop begins. For the thread that reads the pipe. */
public final class SendReader {

    private final Beginnings beginnings;
    private final Base64Check check = new Base64Check();

    public SendReader(Beginnings beginnings) {
        this.beginnings = beginnings;
    }

    /**
     * Reads the body of a Send.
     *
     * @param view is filled
     * @param asText on which loops a payload is wanted in base64, checked and not decoded. Where it has line breaks or
     *     stands for more than one message, it is decoded all the same.
     * @throws BodyException if it is none; {@code view} then says nothing
     */
    public void read(ByteBuffer body, SendView view, Predicate<LoopAddr> asText) throws BodyException {
        JsonNode send = Fields.object(body, "send");
        JsonNode specified = Fields.findObject(send, "addr");
        JsonNode later = Fields.findObject(send, "loop");
        if (specified == null && later == null) {
            throw new BodyException("send: expected \"addr\" or \"loop\", got none");
        }
        LoopAddr loop = specified != null ? Fields.specified(specified) : Fields.later(later);
        Dialect dialect = Dialect.of(specified != null, later != null);
        Beginning beginning = new Beginning(canonical(body, loop, dialect), loop, dialect, asText.test(loop));
        fill(beginning, payload(Fields.find(send, "payload")), view);
        beginnings.learn(beginning);
    }

    /** Only of a beginning in the very form that we write is it known that there is no more to it. */
    private static byte[] canonical(ByteBuffer body, LoopAddr loop, Dialect dialect) {
        byte[] bytes = SendPrefix.of(loop, dialect).bytes();
        boolean same = body.remaining() >= bytes.length
                && body.slice(body.position(), bytes.length).mismatch(ByteBuffer.wrap(bytes)) < 0;
        return same ? bytes : new byte[0];
    }

    private void fill(Beginning beginning, String payload, SendView view) throws BodyException {
        ByteBuffer text = ascii(payload);
        if (beginning.asText() && isMessage(text)) {
            view.fill(beginning, text, true);
        } else {
            view.fill(beginning, GoBase64.decode(payload), false);
        }
    }

    private boolean isMessage(ByteBuffer text) {
        int length = text.remaining();
        return check.isWhole(text, 0, length) && Base64Check.decodedLength(text, 0, length) <= Loop.MAX_MESSAGE;
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
}
