package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import net.skywire.app.LoopAddr;

/** What a Send says. Lent: filled anew by the next. */
public final class SendView {

    private Beginning beginning;
    private ByteBuffer payload;
    private boolean text;

    /** The loop, as the app at the pipe sees it. The same object as for other Sends whose beginning was recognized. */
    public LoopAddr loop() {
        return beginning.loop();
    }

    /** The form of the Send. */
    public Dialect dialect() {
        return beginning.dialect();
    }

    /** As bytes, or in base64 if {@link #isText}. */
    public ByteBuffer payload() {
        return payload;
    }

    /** Whether the payload was left in base64. */
    public boolean isText() {
        return text;
    }

    void fill(Beginning said, ByteBuffer content, boolean isText) {
        beginning = said;
        payload = content;
        text = isText;
    }
}
