package net.skywire.pipe.loop;

/** Called exactly once, from any thread, with what became of a message. Must not block. */
@FunctionalInterface
public interface Ack {

    /** Makes nothing of the answer. */
    Ack NONE = refusal -> {};

    /** @param refusal why the message was not taken; null if it was */
    void done(String refusal);
}
