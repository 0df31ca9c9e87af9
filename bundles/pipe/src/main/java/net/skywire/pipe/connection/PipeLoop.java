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
import net.skywire.pipe.loop.SendWindow;

/**
 * A loop's end at the other side of a pipe: what is delivered here goes out as Sends, no more than a window of them
 * unanswered; what comes beyond that is kept, within limits. Close follows when the last Send is answered, since a Go
 * peer does not keep the order of what it has not answered. Guarded by its lock; answers are given, and the pipe is
 * written to, outside of it.
 *
 * <p>While much is unanswered, small Sends gather: the first of those that gather was put when others were on their way,
 * and whoever reads their answers writes what has gathered.
 */
public final class PipeLoop implements LoopPeer {

    private final PipeLoops loops;
    private final PipeConnection connection;
    private final LoopAddr addr;
    private final SendWindow window;
    private final ReentrantLock lock = new ReentrantLock();
    private final Pending pending = new Pending();
    private boolean open;
    private volatile boolean known;
    private volatile boolean removed;
    private boolean awaitsKnown;
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
        this.window = new SendWindow(window);
    }

    LoopAddr addr() {
        return addr;
    }

    /** It cannot be found any more. */
    void removed() {
        removed = true;
    }

    boolean isRemoved() {
        return removed;
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
        connection.flush();
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
        boolean gathers;
        lock.lock();
        try {
            gathers = window.isBusy();
            refusal = refusal(message);
            if (refusal == null && !(canSend(message) && takeTurn() && send(message, ack))) {
                pending.add(message, ack);
            }
        } finally {
            lock.unlock();
        }
        if (refusal != null) {
            ack.done(refusal);
        } else if (!gathers || connection.hasGathered()) {
            connection.flush();
        }
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

    private boolean canSend(Message message) {
        return open && pending.isEmpty() && window.hasRoom(window.pieces(message.length()));
    }

    private boolean canSendFirst() {
        return !pending.isEmpty()
                && window.hasRoom(window.pieces(pending.first().message().length()));
    }

    /** With much on its way, a loop leaves the last turns to others: its own answers let it go on. */
    private boolean takeTurn() {
        if (window.isBusy() && !connection.turns().arePlenty()) {
            return false;
        }
        if (!awaitsTurn && connection.turns().take(this::offeredTurn)) {
            return true;
        }
        awaitsTurn = true;
        return false;
    }

    private boolean offeredTurn() {
        boolean sent;
        lock.lock();
        try {
            awaitsTurn = false;
            if (gone || !canSendFirst()) {
                return false;
            }
            sent = sendFirst();
            pump();
        } finally {
            lock.unlock();
        }
        connection.flush();
        return sent;
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
        SendAnswer answer = new SendAnswer(ack, message.size(), window.pieces(message.length()));
        if (!connection.send(prefix, message, answer)) {
            return false;
        }
        window.take(answer.pieces);
        return true;
    }

    /** Sends what can be sent, and Close after the last of it. */
    private void pump() {
        boolean sent = true;
        while (sent && open && !gone && canSendFirst() && takeTurn()) {
            sent = sendFirst();
        }
        if (ended && !gone && open && pending.isEmpty() && window.isUnused()) {
            closeOnceKnown();
        }
    }

    /** A Go app confirms a loop before it knows it, and may crash if it is closed just then. */
    private void closeOnceKnown() {
        if (known || loops.dialect().ours()) {
            sendClose();
        } else if (!awaitsKnown) {
            awaitsKnown = true;
            connection.later(() -> {
                isKnown();
                open();
            });
        }
    }

    /** The other side has shown that it knows the loop, or has had the time to. */
    void isKnown() {
        known = true;
    }

    private void sendClose() {
        gone = true;
        loops.remove(this);
        loops.sendClose(addr);
    }

    private void answered(SendAnswer answer, String refusal) {
        connection.turns().giveBack();
        lock.lock();
        try {
            window.giveBack(answer.pieces);
            pump();
        } finally {
            lock.unlock();
        }
        connection.flush();
        done(answer.ack, answer.size, refusal);
    }

    private void done(Ack ack, int size, String refusal) {
        loops.queued().giveBack(size);
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
        connection.flush();
    }

    /** The other side has closed the loop, or is lost: ends it at this side too. */
    void dropByOtherSide(IOException cause) {
        LoopPeer taker = near;
        if (taker != null) {
            taker.end(cause);
        }
        drop(false);
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
        connection.flush();
        dropped.forEach(entry -> done(entry.ack(), entry.message().size(), "loop is closed"));
    }

    private final class SendAnswer implements Answer {
        private final Ack ack;
        private final int size;
        private final int pieces;

        SendAnswer(Ack ack, int size, int pieces) {
            this.ack = ack;
            this.size = size;
            this.pieces = pieces;
        }

        @Override
        public void success(ByteBuffer body) {
            isKnown();
            answered(this, null);
        }

        @Override
        public void failure(String reason) {
            answered(this, reason);
        }
    }
}
