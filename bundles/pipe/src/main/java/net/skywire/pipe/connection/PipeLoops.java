package net.skywire.pipe.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import net.skywire.app.Loop;
import net.skywire.app.LoopAddr;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.frame.Bodies;
import net.skywire.pipe.frame.BodyException;
import net.skywire.pipe.frame.CloseBody;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.frame.SendView;
import net.skywire.pipe.loop.Ack;
import net.skywire.pipe.loop.LoopPeer;
import net.skywire.pipe.loop.Traffic;

/**
 * The loops on one pipe: finds the loop that a Send or Close is for. {@link #send} and {@link #close} are called by the
 * thread that reads the pipe only, the rest by any.
 */
public final class PipeLoops {

    private static final long LOOK_NANOS = 5_000_000;

    private final PipeConnection connection;
    private final PeerDialect dialect;
    private final IntPredicate ownPort;
    private final Consumer<LoopAddr> onRemoved;
    private final SeatLimits limits;
    private final QueuedBytes queued;
    private final Traffic traffic = new Traffic();
    private final AtomicInteger open = new AtomicInteger();
    private final Map<LoopAddr, PipeLoop> loops = new ConcurrentHashMap<>();
    private final Set<LoopAddr> closing = ConcurrentHashMap.newKeySet();
    private final SendView view = new SendView();
    private LoopAddr lastAddr;
    private PipeLoop lastLoop;

    /**
     * @param ownPort whether the app on this pipe has a port
     * @param onRemoved told of each loop that is over
     * @param limits what the app on this pipe may take up
     */
    public PipeLoops(
            PipeConnection connection,
            PeerDialect dialect,
            IntPredicate ownPort,
            Consumer<LoopAddr> onRemoved,
            SeatLimits limits) {
        this.connection = connection;
        this.dialect = dialect;
        this.ownPort = ownPort;
        this.onRemoved = onRemoved;
        this.limits = limits;
        this.queued = new QueuedBytes(limits.queuedBytes());
    }

    PeerDialect dialect() {
        return dialect;
    }

    /** Of the app on this pipe. */
    public Traffic traffic() {
        return traffic;
    }

    public int openCount() {
        return open.get();
    }

    /** What waits for the app on this pipe to take it. */
    QueuedBytes queued() {
        return queued;
    }

    /**
     * A new loop, as the app on this pipe sees it. One of the same address that only waits to be closed is dropped.
     *
     * @param window Sends that may be unanswered
     * @throws ConnectException if a loop of this address is open, or too many are
     */
    public PipeLoop add(LoopAddr addr, int window) throws ConnectException {
        PipeLoop old = loops.get(addr);
        if (old != null && old.hasEnded()) {
            old.drop(true);
            remove(old);
        }
        PipeLoop loop = new PipeLoop(this, connection, addr, window);
        if (open.incrementAndGet() > limits.loops()) {
            open.decrementAndGet();
            throw new ConnectException("too many loops: " + limits.loops() + " are open");
        }
        if (loops.putIfAbsent(addr, loop) != null) {
            open.decrementAndGet();
            throw new ConnectException("loop is open already");
        }
        return loop;
    }

    /** The loop is over, or has come to nothing. */
    public void remove(PipeLoop loop) {
        if (loops.remove(loop.addr(), loop)) {
            loop.removed();
            open.decrementAndGet();
            onRemoved.accept(loop.addr());
        }
    }

    /** Tells the other side that a loop is over. Until it has answered, what it says of that loop may cross with this. */
    void sendClose(LoopAddr addr) {
        closing.add(addr);
        connection.requestInTurn(FrameType.CLOSE, Bodies.close(addr, dialect.get()), new Answer() {
            @Override
            public void success(ByteBuffer body) {
                closing.remove(addr);
            }

            @Override
            public void failure(String reason) {
                closing.remove(addr);
            }
        });
    }

    /** Whether the app on this pipe may name a loop: by a port that it has, or one that it does not know yet it has lost. */
    private boolean mayName(LoopAddr addr) {
        return ownPort.test(addr.port()) || closing.contains(addr);
    }

    /** Serves a Send that was not recognized. */
    public void send(int id, ByteBuffer body) {
        try {
            connection.sends().read(body, view, this::keepsText);
        } catch (BodyException e) {
            connection.fail(id, e.getMessage());
            return;
        }
        send(id, view);
    }

    /** Serves a Send. */
    public void send(int id, SendView send) {
        dialect.learn(send.dialect());
        PipeLoop loop = find(send.loop());
        LoopPeer taker = loop == null ? null : loop.near();
        if (loop != null) {
            loop.isKnown();
        }
        if (taker == null) {
            refuse(id, send.loop());
        } else if (!send.payload().hasRemaining()) {
            connection.succeed(id, Bodies.nothing());
        } else {
            traffic.sends(new Message(send.payload(), send.isText()).length());
            deliver(send, taker, refusal -> answer(id, loop, refusal));
        }
    }

    /** Sends of one loop follow one another, mostly, and those that are recognized have the same address object. */
    private PipeLoop find(LoopAddr addr) {
        if (addr != lastAddr || lastLoop == null || lastLoop.isRemoved()) {
            lastAddr = addr;
            lastLoop = loops.get(addr);
        }
        return lastLoop;
    }

    private void refuse(int id, LoopAddr addr) {
        if (closing.contains(addr) && !dialect.ours()) {
            connection.succeed(id, Bodies.nothing());
        } else {
            connection.fail(id, mayName(addr) ? "unknown loop" : "port is not bound");
        }
    }

    private boolean keepsText(LoopAddr addr) {
        PipeLoop loop = loops.get(addr);
        LoopPeer taker = loop == null ? null : loop.near();
        return taker != null && taker.keepsText();
    }

    private static void deliver(SendView send, LoopPeer taker, Ack ack) {
        if (send.isText()) {
            taker.deliverText(send.payload(), ack);
        } else {
            deliver(send.payload(), taker, ack);
        }
    }

    /** A frame has room for more than any app of ours sends at once: what is longer is handed on in parts. */
    private static void deliver(ByteBuffer payload, LoopPeer taker, Ack ack) {
        int length = payload.remaining();
        int parts = (length + Loop.MAX_MESSAGE - 1) / Loop.MAX_MESSAGE;
        Ack each = parts == 1 ? ack : new JoinedAck(parts, ack);
        for (int at = 0; at < length; at += Loop.MAX_MESSAGE) {
            taker.deliver(payload.slice(payload.position() + at, Math.min(Loop.MAX_MESSAGE, length - at)), each);
        }
    }

    /**
     * A Go app whose Send is refused closes the loop, and one of 2019-06 crashes if it is told of a loop that it has just
     * closed. So what crosses with our Close is answered as taken, and Close alone tells that the loop is over.
     */
    private void answer(int id, PipeLoop loop, String refusal) {
        if (refusal == null || !dialect.ours() && loop.hasEnded()) {
            connection.succeed(id, Bodies.nothing());
        } else {
            connection.fail(id, refusal);
        }
    }

    /** Serves a Close, of a loop that is closed already too. */
    public void close(int id, ByteBuffer body) {
        CloseBody close;
        try {
            close = Bodies.readClose(body);
        } catch (BodyException e) {
            connection.fail(id, e.getMessage());
            return;
        }
        dialect.learn(close.dialect());
        if (!mayName(close.loop())) {
            connection.fail(id, "port is not bound");
            return;
        }
        PipeLoop loop = loops.get(close.loop());
        if (loop != null) {
            remove(loop);
            loop.dropByOtherSide(null);
        }
        connection.succeed(id, Bodies.nothing());
    }

    /**
     * Closes all loops at both ends: the other side of the pipe is told, after what was to be sent to it. Waits for
     * that, no longer than {@code longest}.
     */
    public void close(Duration longest) {
        for (PipeLoop loop : loops.values()) {
            LoopPeer taker = loop.near();
            loop.end(null);
            if (taker != null) {
                taker.end(null);
            }
        }
        long deadline = System.nanoTime() + longest.toNanos();
        while (!loops.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** The pipe has ended. */
    public void end(IOException cause) {
        for (PipeLoop loop : loops.values()) {
            remove(loop);
            loop.dropByOtherSide(cause);
        }
    }
}
