package net.skywire.testkit.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.exchange.Opening;
import net.skywire.pipe.Limits;
import net.skywire.pipe.loop.LoopPeer;
import net.skywire.pipe.loop.Outcome;

/** A seat at the node for an app that a test plays. */
public final class PeerSeat implements NodeApp {

    private final Exchange exchange;
    private final String name;
    private final ScheduledExecutorService clock;
    private final Speed speed = new Speed();
    private final Addr addr;
    private final BlockingQueue<PeerEnd> waiting = new LinkedBlockingQueue<>(Limits.BACKLOG);
    private final Set<PeerEnd> open = ConcurrentHashMap.newKeySet();
    private volatile String refusal;

    /**
     * @param port its own, or 0 for any
     * @throws BindException if the port is taken
     */
    public PeerSeat(Exchange exchange, String name, int port, ScheduledExecutorService clock) throws BindException {
        this.exchange = exchange;
        this.name = name;
        this.clock = clock;
        this.addr = new Addr(exchange.key(), exchange.bind(port, this));
    }

    @Override
    public String name() {
        return name;
    }

    public Addr addr() {
        return addr;
    }

    public Speed speed() {
        return speed;
    }

    /** @param reason why it takes no loops; null if it does */
    public void refuse(String reason) {
        refusal = reason;
    }

    @Override
    public void offer(Addr local, Addr remote, LoopPeer far, Answer answer) {
        String reason = refusal;
        if (reason != null) {
            answer.refused(reason);
            return;
        }
        PeerEnd end = end(local, remote);
        end.connect(far);
        if (!waiting.offer(end)) {
            open.remove(end);
            answer.refused("accept backlog is full");
            return;
        }
        answer.accepted(end.entrance());
    }

    private PeerEnd end(Addr local, Addr remote) {
        PeerEnd end = new PeerEnd(local, remote, speed, clock, this::closed);
        open.add(end);
        return end;
    }

    private void closed(PeerEnd end) {
        open.remove(end);
        exchange.ports().release(end.loop().localAddress().port(), this);
    }

    /** As {@link net.skywire.app.App#accept(Duration)}. */
    public PeerEnd accept(Duration timeout) throws IOException {
        try {
            PeerEnd end = waiting.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (end == null) {
                throw new SocketTimeoutException("no loop came within " + timeout.toMillis() + " ms");
            }
            return end;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while accepting");
        }
    }

    /** As {@link net.skywire.app.App#dial}. */
    public PeerEnd dial(Addr remote, Duration timeout) throws IOException {
        Dialling dialling = new Dialling(remote);
        exchange.dial(this, remote, dialling);
        return dialling.outcome.await(timeout, "dial");
    }

    private final class Dialling implements Opening {
        private final Outcome<PeerEnd> outcome = new Outcome<>();
        private final Addr remote;
        private PeerEnd end;

        Dialling(Addr remote) {
            this.remote = remote;
        }

        @Override
        public LoopPeer begin(Addr local) {
            end = end(local, remote);
            return end.entrance();
        }

        @Override
        public void opened(LoopPeer far) {
            end.connect(far);
            if (!outcome.is(end)) {
                end.loop().close();
            }
        }

        @Override
        public void refused(String reason) {
            if (end != null) {
                open.remove(end);
            }
            outcome.isRefusal(reason);
        }
    }

    /** Closes all loops, also those nobody has accepted, and takes no more. */
    public void closeLoops() {
        refuse("the test is over");
        speed.reset();
        open.forEach(end -> {
            end.settle();
            end.loop().close();
        });
    }

    /** Gives up the seat. */
    public void close() {
        exchange.ports().releaseAll(this);
    }
}
