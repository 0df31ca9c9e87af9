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
import net.skywire.pipe.Limits;

/**
 * The writing half of a loop: cuts into messages and keeps no more than a window of them unanswered. With a window of 1
 * a write waits for its own answer. Writers take turns; the state is guarded by its lock.
 */
final class Outflow {

    private static final int LONGEST = Loop.MAX_MESSAGE / Limits.WINDOW_PIECE;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SendWindow window;
    private final boolean awaitsEachAnswer;
    private Ack[] answers;
    private boolean waiting;
    private boolean closed;
    private String refusal;
    private String end;

    Outflow(int window) {
        this.window = new SendWindow(window);
        this.awaitsEachAnswer = window == 1;
    }

    /** @param timeoutNanos the longest wait for each message; 0 for no limit */
    int write(ByteBuffer source, LoopPeer peer, long timeoutNanos) throws IOException {
        int start = source.position();
        takeTurn(timeoutNanos);
        try {
            do {
                int length = Math.min(source.remaining(), Loop.MAX_MESSAGE);
                Ack ack = awaitRoom(length, timeoutNanos);
                if (length > 0) {
                    ByteBuffer message = source.slice(source.position(), length);
                    source.position(source.position() + length);
                    peer.deliver(message, ack);
                }
            } while (source.hasRemaining());
            awaitAnswers(timeoutNanos);
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

    /** Takes room in the window for a message, if it is not empty; what is given back is to be called with its answer. */
    private Ack awaitRoom(int length, long timeoutNanos) throws IOException, InterruptedException {
        lock.lock();
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
            checkTaken();
            int pieces = window.pieces(length);
            long left = timeoutNanos;
            while (!window.hasRoom(pieces)) {
                checkEnd();
                left = awaitChange(left, timeoutNanos);
            }
            if (length == 0) {
                return Ack.NONE;
            }
            checkEnd();
            window.take(pieces);
            return answer(pieces);
        } finally {
            lock.unlock();
        }
    }

    /** All has been delivered: with a larger window than 1 it does not matter if the other end has closed since. */
    private void awaitAnswers(long timeoutNanos) throws IOException, InterruptedException {
        lock.lock();
        try {
            checkTaken();
            long left = timeoutNanos;
            while (awaitsEachAnswer && !window.isUnused()) {
                checkEnd();
                left = awaitChange(left, timeoutNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private long awaitChange(long left, long timeoutNanos) throws IOException, InterruptedException {
        long rest = 0;
        waiting = true;
        try {
            if (timeoutNanos == 0) {
                changed.await();
            } else if (left <= 0) {
                throw timedOut(timeoutNanos);
            } else {
                rest = changed.awaitNanos(left);
            }
        } finally {
            waiting = false;
        }
        checkTaken();
        return rest;
    }

    private void checkTaken() throws IOException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
        if (refusal != null) {
            throw new SocketException(refusal);
        }
    }

    private void checkEnd() throws IOException {
        if (end != null) {
            throw new SocketException(end);
        }
    }

    /** One for each number of pieces, made when first needed: most loops have messages of one size or two. */
    private Ack answer(int pieces) {
        if (answers == null) {
            answers = new Ack[LONGEST + 1];
        }
        if (answers[pieces] == null) {
            answers[pieces] = reason -> answered(pieces, reason);
        }
        return answers[pieces];
    }

    private void answered(int pieces, String reason) {
        lock.lock();
        try {
            window.giveBack(pieces);
            if (reason != null && refusal == null) {
                refusal = reason;
            }
            if (waiting && (reason != null || window.isHalfFree())) {
                changed.signal();
            }
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
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** This end writes no more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
