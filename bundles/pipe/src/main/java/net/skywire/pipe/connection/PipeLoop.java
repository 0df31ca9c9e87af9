package net.skywire.pipe.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.app.LoopAddr;
import net.skywire.pipe.Limits;
import net.skywire.pipe.frame.Dialect;
import net.skywire.pipe.frame.SendPrefix;
import net.skywire.pipe.loop.Ack;
import net.skywire.pipe.loop.LoopPeer;

/**
 * A loop's end at the other side of a pipe: what is delivered here goes out as Sends, no more than a window of them
 * unanswered; what comes beyond that is kept, within limits. Close follows when the last Send is answered, since a Go
 * peer does not keep the order of what it has not answered. Guarded by its lock; answers are given outside of it.
 */
public final class PipeLoop implements LoopPeer {

    private final PipeLoops loops;
    private final PipeConnection connection;
    private final LoopAddr addr;
    private final int window;
    private final ReentrantLock lock = new ReentrantLock();
    private final Pending pending = new Pending();
    private int inFlight;
    private boolean open;
    private boolean awaitsTurn;
    private boolean ended;
    private boolean gone;
    private volatile LoopPeer near;
    private Dialect dialect;
    private SendPrefix prefix;

    PipeLoop(PipeLoops loops, PipeConnection connection, LoopAddr addr, int window) {
        this.loops = loops;
        this.connection = connection;
        this.addr = addr;
        this.window = window;
    }

    LoopAddr addr() {
        return addr;
    }

    /** Whether it only waits to be closed. */
    boolean hasEnded() {
        lock.lock();
        try {
            return ended || gone;
        } finally {
            lock.unlock();
        }
    }

    /** What takes the messages that come from the other side; null if it is not known yet. */
    LoopPeer near() {
        return near;
    }

    /** Says what takes the messages that come from the other side. If the loop is over, it is told so. */
    public void connect(LoopPeer taker) {
        boolean late;
        lock.lock();
        try {
            near = taker;
            late = gone;
        } finally {
            lock.unlock();
        }
        if (late) {
            taker.end(null);
        }
    }

    /** The other side knows the loop: what has been delivered can go out. */
    public void open() {
        lock.lock();
        try {
            open = true;
            pump();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean keepsText() {
        return true;
    }

    @Override
    public void deliver(ByteBuffer payload, Ack ack) {
        deliver(new Message(payload, false), ack);
    }

    @Override
    public void deliverText(ByteBuffer text, Ack ack) {
        deliver(new Message(text, true), ack);
    }

    private void deliver(Message message, Ack ack) {
        String refusal;
        lock.lock();
        try {
            refusal = refusal(message);
            if (refusal == null) {
                Ack counted = new CountedAck(loops.queued(), message.size(), ack);
                if (!canSend() || !takeTurn() || !send(message, counted)) {
                    pending.add(message, counted);
                }
                return;
            }
        } finally {
            lock.unlock();
        }
        ack.done(refusal);
    }

    /** Why there is no room for a message; null if there is, and then it is taken. */
    private String refusal(Message message) {
        if (ended || gone) {
            return "loop is closed";
        }
        if (!pending.hasRoom(message)) {
            return "send queue is full: " + Limits.UNREAD + " bytes wait";
        }
        return loops.queued().take(message.size())
                ? null
                : "send queue is full: " + loops.queued().most() + " bytes wait for the app";
    }

    private boolean canSend() {
        return open && pending.isEmpty() && inFlight < window;
    }

    private boolean takeTurn() {
        if (!awaitsTurn && connection.turns().take(this::offeredTurn)) {
            return true;
        }
        awaitsTurn = true;
        return false;
    }

    private boolean offeredTurn() {
        lock.lock();
        try {
            awaitsTurn = false;
            if (gone || pending.isEmpty() || inFlight >= window) {
                return false;
            }
            boolean sent = sendFirst();
            pump();
            return sent;
        } finally {
            lock.unlock();
        }
    }

    private boolean sendFirst() {
        Pending.Entry first = pending.first();
        if (!send(first.message(), first.ack())) {
            return false;
        }
        pending.removeFirst();
        return true;
    }

    /** False if the connection has ended; what is pending is then refused when it says so. */
    private boolean send(Message message, Ack ack) {
        Dialect now = loops.dialect().get();
        if (prefix == null || now != dialect) {
            dialect = now;
            prefix = SendPrefix.of(addr, now);
        }
        if (!connection.send(prefix, message, new SendAnswer(ack))) {
            return false;
        }
        inFlight++;
        return true;
    }

    /** Sends what can be sent, and Close after the last of it. */
    private void pump() {
        boolean sent = true;
        while (sent && open && !gone && !pending.isEmpty() && inFlight < window && takeTurn()) {
            sent = sendFirst();
        }
        if (ended && !gone && open && pending.isEmpty() && inFlight == 0) {
            sendClose();
        }
    }

    private void sendClose() {
        gone = true;
        loops.remove(this);
        loops.sendClose(addr);
    }

    private void answered(Ack ack, String refusal) {
        connection.turns().giveBack();
        lock.lock();
        try {
            inFlight--;
            pump();
        } finally {
            lock.unlock();
        }
        ack.done(refusal);
    }

    @Override
    public void end(IOException cause) {
        lock.lock();
        try {
            if (!ended && !gone) {
                ended = true;
                pump();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The other side has closed the loop, or is lost: ends it at this side too. */
    void dropByOtherSide(IOException cause) {
        drop(false);
        LoopPeer taker = near;
        if (taker != null) {
            taker.end(cause);
        }
    }

    /** Forgets what was not sent. */
    void drop(boolean tell) {
        List<Pending.Entry> dropped;
        lock.lock();
        try {
            if (gone) {
                return;
            }
            dropped = pending.removeAll();
            if (tell) {
                sendClose();
            }
            gone = true;
        } finally {
            lock.unlock();
        }
        dropped.forEach(entry -> entry.ack().done("loop is closed"));
    }

    private final class SendAnswer implements Answer {
        private final Ack ack;

        SendAnswer(Ack ack) {
            this.ack = ack;
        }

        @Override
        public void success(ByteBuffer body) {
            answered(ack, null);
        }

        @Override
        public void failure(String reason) {
            answered(ack, reason);
        }
    }
}
