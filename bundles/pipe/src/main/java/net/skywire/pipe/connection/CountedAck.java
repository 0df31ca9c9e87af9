package net.skywire.pipe.connection;

import net.skywire.pipe.loop.Ack;

/** Gives back the room of a message once it is answered, or dropped. Keeps nothing of the message itself. */
final class CountedAck implements Ack {

    private final QueuedBytes queued;
    private final int size;
    private final Ack ack;

    /** @param size in bytes, which have been taken from {@code queued} */
    CountedAck(QueuedBytes queued, int size, Ack ack) {
        this.queued = queued;
        this.size = size;
        this.ack = ack;
    }

    @Override
    public void done(String refusal) {
        queued.giveBack(size);
        ack.done(refusal);
    }
}
