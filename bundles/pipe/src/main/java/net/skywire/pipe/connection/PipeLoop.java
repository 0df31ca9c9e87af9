package net.skywire.pipe.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.app.LoopAddr;
import net.skywire.pipe.Limits;
import net.skywire.pipe.frame.Bodies;
import net.skywire.pipe.frame.Dialect;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.frame.SendPrefix;
import net.skywire.pipe.loop.Ack;
import net.skywire.pipe.loop.LoopPeer;

/**
 * A loop's end at the other side of a pipe: what is delivered here goes out as Sends, no more than a window of them
 * unanswered; what comes beyond that is kept, within limits. Close follows when the last Send is answered, since a Go
 * peer does not keep the order of what it has not answered. Guarded by its lock; answers are given outside of it.
 */
public final class PipeLoop implements LoopPeer {

    private record Pending(ByteBuffer payload, Ack ack) {}

    private final PipeLoops loops;
    private final PipeConnection connection;
    private final LoopAddr addr;
    private final int window;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Pending> pending = new ArrayDeque<>(2);
    private int pendingLength;
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
    public void deliver(ByteBuffer payload, Ack ack) {
        String refusal = null;
        lock.lock();
        try {
            if (ended || gone) {
                refusal = "loop is closed";
            } else if (open && pending.isEmpty() && inFlight < window && takeTurn() && send(payload, ack)) {
                return;
            } else if (pendingLength + payload.remaining() > Limits.UNREAD) {
                refusal = "send queue is full: " + Limits.UNREAD + " bytes wait";
            } else {
                keep(payload, ack);
                return;
            }
        } finally {
            lock.unlock();
        }
        ack.done(refusal);
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

    private void keep(ByteBuffer payload, Ack ack) {
        ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
        pendingLength += copy.remaining() + Limits.MESSAGE_OVERHEAD;
        pending.add(new Pending(copy, ack));
    }

    private boolean sendFirst() {
        Pending first = pending.element();
        int length = first.payload.remaining();
        if (!send(first.payload, first.ack)) {
            return false;
        }
        pending.remove();
        pendingLength -= length + Limits.MESSAGE_OVERHEAD;
        return true;
    }

    /** False if the connection has ended; what is pending is then refused when it says so. */
    private boolean send(ByteBuffer payload, Ack ack) {
        Dialect now = loops.dialect().get();
        if (prefix == null || now != dialect) {
            dialect = now;
            prefix = SendPrefix.of(addr, now);
        }
        if (!connection.send(prefix, payload, new SendAnswer(ack))) {
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
        connection.request(FrameType.CLOSE, Bodies.close(addr, loops.dialect().get()), Answer.IGNORED);
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
        boolean linger;
        lock.lock();
        try {
            if (ended || gone) {
                return;
            }
            ended = true;
            pump();
            linger = !gone;
        } finally {
            lock.unlock();
        }
        if (linger && !loops.linger(this)) {
            drop(true);
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
        ArrayDeque<Pending> dropped;
        lock.lock();
        try {
            if (gone) {
                return;
            }
            dropped = new ArrayDeque<>(pending);
            pending.clear();
            if (tell) {
                sendClose();
            }
            gone = true;
        } finally {
            lock.unlock();
        }
        dropped.forEach(message -> message.ack.done("loop is closed"));
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
