package net.skywire.pipe.loop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.app.LoopListener;

/**
 * A loop's end in the hands of an app. The app sees a {@link Loop}; the other end speaks to it as a {@link LoopPeer}.
 * Two of them, each the other's peer, are a whole loop in memory.
 */
public final class LoopChannel implements Loop, LoopPeer {

    private final Addr local;
    private final Addr remote;
    private final Executor threads;
    private final Traffic traffic;
    private final Consumer<LoopChannel> onClose;
    private final Inbox inbox = new Inbox();
    private final Inflow inflow = new Inflow(inbox);
    private final Outflow outflow;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<Callbacks> callbacks = new AtomicReference<>();
    private final AtomicReference<LoopPeer> peer = new AtomicReference<>();
    private volatile long readTimeoutNanos;
    private volatile long writeTimeoutNanos;
    private InputStream input;
    private OutputStream output;

    /** As the other, of an app whose traffic nobody counts. */
    public LoopChannel(Addr local, Addr remote, int window, Executor threads, Consumer<LoopChannel> onClose) {
        this(local, remote, window, threads, new Traffic(), onClose);
    }

    /**
     * @param window the messages that may be unanswered when a write returns, plus one
     * @param threads runs the listener
     * @param traffic of the app whose end this is
     * @param onClose called once when this end closes, on the thread that closes it
     */
    public LoopChannel(
            Addr local, Addr remote, int window, Executor threads, Traffic traffic, Consumer<LoopChannel> onClose) {
        this.local = local;
        this.remote = remote;
        this.threads = threads;
        this.traffic = traffic;
        this.onClose = onClose;
        this.outflow = new Outflow(window);
    }

    /** Says who is at the other end; once, before the app gets this loop. */
    public void connect(LoopPeer other) {
        if (!peer.compareAndSet(null, other)) {
            throw new IllegalStateException("loop to " + remote + " is connected already");
        }
        if (other instanceof LoopChannel) {
            inbox.isFromThisJvm();
        }
    }

    @Override
    public void deliver(ByteBuffer payload, Ack ack) {
        traffic.isSent(payload.remaining());
        inbox.add(payload, ack);
        wakeListener();
    }

    @Override
    public void end(IOException cause) {
        outflow.end(cause);
        inbox.end(cause);
        wakeListener();
    }

    private void wakeListener() {
        Callbacks listening = callbacks.get();
        if (listening != null) {
            listening.wake();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return inflow.read(target, readTimeoutNanos);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int begin = source.position();
        try {
            return outflow.write(source, peer.get(), writeTimeoutNanos);
        } finally {
            traffic.sends(source.position() - begin);
        }
    }

    @Override
    public void listen(LoopListener listener) {
        Callbacks listening = new Callbacks(this, inbox, listener, threads);
        if (!callbacks.compareAndSet(null, listening)) {
            throw new IllegalStateException("loop to " + remote + " has a listener already");
        }
        inbox.isForListener();
        listening.wake();
    }

    @Override
    public boolean listening() {
        return callbacks.get() != null;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        outflow.close();
        inbox.close();
        LoopPeer other = peer.get();
        if (other != null) {
            other.end(null);
        }
        onClose.accept(this);
        wakeListener();
    }

    @Override
    public boolean isOpen() {
        return !closed.get();
    }

    @Override
    public Addr localAddress() {
        return local;
    }

    @Override
    public Addr remoteAddress() {
        return remote;
    }

    @Override
    public synchronized InputStream input() {
        if (input == null) {
            input = new LoopStreams.Input(this);
        }
        return input;
    }

    @Override
    public synchronized OutputStream output() {
        if (output == null) {
            output = new LoopStreams.Output(this);
        }
        return output;
    }

    @Override
    public void setReadTimeout(Duration timeout) {
        readTimeoutNanos = nanos(timeout);
    }

    @Override
    public void setWriteTimeout(Duration timeout) {
        writeTimeoutNanos = nanos(timeout);
    }

    private static long nanos(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: expected zero or more, got " + timeout);
        }
        return timeout.getSeconds() > Integer.MAX_VALUE ? 0 : timeout.toNanos();
    }

    @Override
    public String toString() {
        return "loop " + local + " - " + remote;
    }
}
