package net.skywire.pipe.frame;

import java.nio.charset.StandardCharsets;
import net.skywire.app.LoopAddr;

/** What stands before the payload in every Send of one loop, rendered once. */
public final class SendPrefix {

    /** What stands behind the payload. */
    static final byte[] SUFFIX = "\"}".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    private SendPrefix(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param loop as the app at the pipe sees it */
    public static SendPrefix of(LoopAddr loop, Dialect dialect) {
        StringBuilder text = new StringBuilder("{");
        if (dialect != Dialect.GO_2019_09) {
            text.append("\"addr\":").append(Json.specified(loop)).append(',');
        }
        if (dialect != Dialect.GO_2019_06) {
            text.append("\"loop\":").append(Json.later(loop)).append(',');
        }
        return new SendPrefix(text.append("\"payload\":\"").toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }
}
