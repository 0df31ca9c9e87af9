package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import net.skywire.app.LoopAddr;

/**
 * What a Send says, filled anew by each {@link SendCodec#decode}; with it, what the beginnings of the last Sends said,
 * so that the next on the same loops are recognized without being read. For one thread.
 */
public final class SendView {

    /** The beginning of a Send's body, up to its payload, and what it says. */
    record Beginning(byte[] bytes, LoopAddr loop, Dialect dialect) {}

    private static final int REMEMBERED = 64;

    private final Beginning[] remembered = new Beginning[REMEMBERED];
    private final Base64Check check = new Base64Check();
    private Beginning current;
    private ByteBuffer payload;
    private boolean text;

    /** The loop, as the app at the pipe sees it. */
    public LoopAddr loop() {
        return current.loop;
    }

    /** The form of the Send. */
    public Dialect dialect() {
        return current.dialect;
    }

    /** As bytes, or in base64 if {@link #isText}. Valid until the next Send is decoded. */
    public ByteBuffer payload() {
        return payload;
    }

    /** Whether the payload was left in base64. */
    public boolean isText() {
        return text;
    }

    void fill(Beginning beginning, ByteBuffer bytes) {
        current = beginning;
        payload = bytes;
        text = false;
    }

    void fillText(Beginning beginning, ByteBuffer base64) {
        current = beginning;
        payload = base64;
        text = true;
    }

    Base64Check check() {
        return check;
    }

    Beginning last() {
        return current;
    }

    Beginning recall(int hash) {
        return remembered[hash & REMEMBERED - 1];
    }

    void remember(int hash, Beginning beginning) {
        remembered[hash & REMEMBERED - 1] = beginning;
    }
}
