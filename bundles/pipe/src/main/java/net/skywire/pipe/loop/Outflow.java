package net.skywire.pipe.loop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.app.Loop;

/**
 * The writing half of a loop: cuts into messages and keeps no more than a window of them unanswered. With a window of 1
 * a write waits for its own answer. Writers take turns; the state is guarded by its lock.
 */
final class Outflow {

    private final ReentrantLock turn = new ReentrantLock(true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Ack answered = this::answered;
    private final int window;
    private int inFlight;
    private boolean closed;
    private String refusal;
    private String end;

    Outflow(int window) {
        this.window = window;
    }

    /** @param timeoutNanos the longest wait for each message; 0 for no limit */
    int write(ByteBuffer source, LoopPeer peer, long timeoutNanos) throws IOException {
        int start = source.position();
        takeTurn(timeoutNanos);
        try {
            check();
            while (source.hasRemaining()) {
                awaitRoom(timeoutNanos, false);
                deliver(source, peer);
            }
            awaitRoom(timeoutNanos, true);
        } catch (InterruptedException e) {
            throw interrupted(source.position() - start);
        } finally {
            turn.unlock();
        }
        return source.position() - start;
    }

    private void takeTurn(long timeoutNanos) throws IOException {
        try {
            if (timeoutNanos == 0) {
                turn.lockInterruptibly();
            } else if (!turn.tryLock(timeoutNanos, TimeUnit.NANOSECONDS)) {
                throw timedOut(timeoutNanos);
            }
        } catch (InterruptedException e) {
            throw interrupted(0);
        }
    }

    private static InterruptedIOException interrupted(int written) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted while writing");
        interrupted.bytesTransferred = written;
        return interrupted;
    }

    private static SocketTimeoutException timedOut(long timeoutNanos) {
        return new SocketTimeoutException(
                "write: the other end took nothing within " + timeoutNanos / 1_000_000 + " ms");
    }

    private void check() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
        } finally {
            lock.unlock();
        }
    }

    private void deliver(ByteBuffer source, LoopPeer peer) {
        int length = Math.min(source.remaining(), Loop.MAX_MESSAGE);
        ByteBuffer message = source.slice(source.position(), length);
        lock.lock();
        try {
            inFlight++;
        } finally {
            lock.unlock();
        }
        source.position(source.position() + length);
        peer.deliver(message, answered);
    }

    /** @param afterwards whether all has been delivered: then it does not matter if the other end has closed since */
    private void awaitRoom(long timeoutNanos, boolean afterwards) throws IOException, InterruptedException {
        lock.lock();
        try {
            long left = timeoutNanos;
            while (true) {
                checkUsable(afterwards && inFlight < window);
                if (inFlight < window) {
                    return;
                }
                if (timeoutNanos == 0) {
                    changed.await();
                } else if (left <= 0) {
                    throw timedOut(timeoutNanos);
                } else {
                    left = changed.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkUsable(boolean endDoesNotMatter) throws IOException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
        if (refusal != null) {
            throw new SocketException(refusal);
        }
        if (end != null && !endDoesNotMatter) {
            throw new SocketException(end);
        }
    }

    private void answered(String reason) {
        lock.lock();
        try {
            inFlight--;
            if (reason != null && refusal == null) {
                refusal = reason;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The other end takes no more. */
    void end(IOException cause) {
        lock.lock();
        try {
            if (end == null) {
                end = cause == null ? "the other end has closed the loop" : cause.getMessage();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** This end writes no more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
