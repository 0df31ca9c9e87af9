package net.skywire.pipe.connection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.skywire.pipe.loop.Ack;

/** Answers for a message that is delivered in parts, once all of them are answered: no, if one of them was not taken. */
final class JoinedAck implements Ack {

    private final Ack whole;
    private final AtomicInteger open;
    private final AtomicReference<String> firstRefusal = new AtomicReference<>();

    JoinedAck(int parts, Ack whole) {
        this.open = new AtomicInteger(parts);
        this.whole = whole;
    }

    @Override
    public void done(String refusal) {
        if (refusal != null) {
            firstRefusal.compareAndSet(null, refusal);
        }
        if (open.decrementAndGet() == 0) {
            whole.done(firstRefusal.get());
        }
    }
}
