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
    private Beginning current;
    private ByteBuffer payload;

    /** The loop, as the app at the pipe sees it. */
    public LoopAddr loop() {
        return current.loop;
    }

    /** The form of the Send. */
    public Dialect dialect() {
        return current.dialect;
    }

    /** Valid until the next Send is decoded. */
    public ByteBuffer payload() {
        return payload;
    }

    void fill(Beginning beginning, ByteBuffer content) {
        current = beginning;
        payload = content;
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
