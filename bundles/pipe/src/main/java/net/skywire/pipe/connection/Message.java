package net.skywire.pipe.connection;

import java.nio.ByteBuffer;
import net.skywire.pipe.Limits;
import net.skywire.pipe.frame.SendEncoder;
import net.skywire.pipe.frame.SendPrefix;

/**
 * A message for the other side of a pipe.
 *
 * @param content is left as it is
 * @param isText whether that is the message in base64, as it came from another pipe
 */
record Message(ByteBuffer content, boolean isText) {

    /** Bytes of it, in whichever form it is. */
    int length() {
        int end = content.limit();
        int length = content.remaining();
        if (!isText || length == 0) {
            return length;
        }
        int padding = content.get(end - 1) != '=' ? 0 : content.get(end - 2) != '=' ? 1 : 2;
        return length / 4 * 3 - padding;
    }

    /** What it counts while it waits. */
    int size() {
        return content.remaining() + Limits.MESSAGE_OVERHEAD;
    }

    Message copy() {
        return new Message(
                ByteBuffer.allocate(content.remaining())
                        .put(content.duplicate())
                        .flip(),
                isText);
    }

    void encode(SendEncoder encoder, SendPrefix prefix, int id, ByteBuffer out) {
        int at = content.position();
        if (isText) {
            encoder.encodeText(prefix, id, content, out);
        } else {
            encoder.encode(prefix, id, content, out);
        }
        content.position(at);
    }
}
