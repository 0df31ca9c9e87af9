package net.skywire.pipe.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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
 * <p>While some are unanswered, small Sends gather, up to half a window: the first of those that gather was put when
 * others were on their way, and once half a window is free whoever reads the answers writes what has gathered.
 */
public final class PipeLoop implements LoopPeer {

    private final PipeLoops loops;
    private final PipeConnection connection;
    private final LoopAddr addr;
    private final SendWindow window;
    private final ReentrantLock lock = new ReentrantLock();
    private final Pending pending = new Pending();
    private final BooleanSupplier offeredTurn = this::offeredTurn;
    private boolean open;
    private volatile boolean known;
    private volatile boolean removed;
    private int gathered;
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
        boolean due;
        lock.lock();
        try {
            due = window.isUnused();
            refusal = refusal(message);
            if (refusal == null && !(canSend(message) && takeTurn() && send(message, ack))) {
                pending.add(message, ack);
            }
            due |= gathered >= window.half() || !window.hasRoom(window.pieces(message.length()));
            gathered = due ? 0 : gathered;
        } finally {
            lock.unlock();
        }
        if (refusal == null) {
            loops.traffic().isSent(message.length());
        }
        if (refusal != null) {
            ack.done(refusal);
        } else if (due || connection.hasGathered()) {
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

    /** With Sends on its way, a loop leaves the last turns to others: its own answers let it go on. */
    private boolean takeTurn() {
        if (!window.isUnused()) {
            return connection.turns().takeIfPlenty();
        }
        if (!awaitsTurn && connection.turns().take(offeredTurn)) {
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
        SendAnswer answer = new SendAnswer(this, ack, message.size(), window.pieces(message.length()));
        if (!connection.send(prefix, message, answer)) {
            return false;
        }
        window.take(answer.pieces());
        gathered += answer.pieces();
        return true;
    }

    /** Sends what can be sent, and Close after the last of it; whether it was anything. */
    private boolean pump() {
        boolean some = false;
        while (open && !gone && canSendFirst() && takeTurn() && sendFirst()) {
            some = true;
        }
        if (ended && !gone && open && pending.isEmpty() && window.isUnused()) {
            closeOnceKnown();
            return true;
        }
        return some;
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

    /** So many Sends have their answers, which are given on by the caller. */
    void answered(int count, int pieces, int size) {
        boolean due;
        connection.turns().giveBack(count);
        lock.lock();
        try {
            window.giveBack(pieces);
            due = pump() || window.isHalfFree();
            gathered = due ? 0 : gathered;
        } finally {
            lock.unlock();
        }
        if (due) {
            connection.flush();
        }
        loops.queued().giveBack(size);
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
        for (Pending.Entry entry : dropped) {
            loops.queued().giveBack(entry.message().size());
            entry.ack().done("loop is closed");
        }
    }
}
