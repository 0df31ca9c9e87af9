package net.skywire.pipe.loop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.pipe.Limits;

/**
 * The messages of a loop that have come and are not read. A message is answered at once while few bytes are unread, and
 * otherwise once enough of them have been read; answers keep the order of the messages. Guarded by its lock; answers are
 * given outside of it. Most loops are idle: the queues are made when there is something to queue.
 */
final class Inbox {

    private static final String CLOSED = "loop is closed";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private ArrayDeque<ByteBuffer> messages;
    private ArrayDeque<Ack> held;
    private int unread;
    private boolean closed;
    private boolean ended;
    private IOException cause;

    void add(ByteBuffer payload, Ack ack) {
        String refusal = null;
        lock.lock();
        try {
            int size = payload.remaining() + Limits.MESSAGE_OVERHEAD;
            if (closed || ended) {
                refusal = CLOSED;
            } else if (unread + size > Limits.UNREAD) {
                refusal = "receive queue is full: " + Limits.UNREAD + " bytes are unread";
            } else {
                queue(copy(payload));
                unread += size;
                changed.signalAll();
                if (unread > Limits.ANSWERED_UNREAD || !isEmpty(held)) {
                    hold(ack);
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
        ack.done(refusal);
    }

    private void queue(ByteBuffer message) {
        if (messages == null) {
            messages = new ArrayDeque<>(2);
        }
        messages.add(message);
    }

    private void hold(Ack ack) {
        if (held == null) {
            held = new ArrayDeque<>(2);
        }
        held.add(ack);
    }

    private static boolean isEmpty(ArrayDeque<?> queue) {
        return queue == null || queue.isEmpty();
    }

    private static ByteBuffer copy(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** @param timeoutNanos 0 to wait without limit */
    int read(ByteBuffer target, long timeoutNanos) throws IOException {
        int count;
        List<Ack> answers;
        lock.lock();
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (!target.hasRemaining()) {
                return 0;
            }
            if (!await(timeoutNanos)) {
                return -1;
            }
            count = moveHead(target);
            answers = released();
        } finally {
            lock.unlock();
        }
        answers.forEach(ack -> ack.done(null));
        return count;
    }

    /** Waits for a message; false if none will come. */
    private boolean await(long timeoutNanos) throws IOException {
        long left = timeoutNanos;
        while (isEmpty(messages)) {
            if (closed) {
                throw new AsynchronousCloseException();
            }
            if (ended) {
                if (cause != null) {
                    throw broken(cause);
                }
                return false;
            }
            if (timeoutNanos > 0 && left <= 0) {
                throw new SocketTimeoutException("read: nothing came within " + timeoutNanos / 1_000_000 + " ms");
            }
            left = awaitChange(left, timeoutNanos > 0);
        }
        return true;
    }

    private long awaitChange(long nanos, boolean limited) throws InterruptedIOException {
        try {
            if (limited) {
                return changed.awaitNanos(nanos);
            }
            changed.await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        }
    }

    static SocketException broken(IOException cause) {
        SocketException broken = new SocketException(cause.getMessage());
        broken.initCause(cause);
        return broken;
    }

    private int moveHead(ByteBuffer target) {
        ByteBuffer head = messages.element();
        int count = Math.min(head.remaining(), target.remaining());
        target.put(head.slice(head.position(), count));
        head.position(head.position() + count);
        if (!head.hasRemaining()) {
            messages.remove();
            unread -= head.limit() + Limits.MESSAGE_OVERHEAD;
        }
        return count;
    }

    private List<Ack> released() {
        return unread > Limits.ANSWERED_UNREAD ? List.of() : takeHeld();
    }

    private List<Ack> takeHeld() {
        if (isEmpty(held)) {
            return List.of();
        }
        List<Ack> answers = List.copyOf(held);
        held.clear();
        return answers;
    }

    /** The next message whole, without waiting; null if there is none. Counts as unread until {@link #taken}. */
    ByteBuffer poll() {
        lock.lock();
        try {
            return isEmpty(messages) ? null : messages.poll();
        } finally {
            lock.unlock();
        }
    }

    void taken(int length) {
        List<Ack> answers;
        lock.lock();
        try {
            unread -= length + Limits.MESSAGE_OVERHEAD;
            answers = released();
        } finally {
            lock.unlock();
        }
        answers.forEach(ack -> ack.done(null));
    }

    /** Whether all has been read and nothing will come. */
    boolean isFinished() {
        lock.lock();
        try {
            return closed || ended && isEmpty(messages);
        } finally {
            lock.unlock();
        }
    }

    /** What went wrong at the other end; null if nothing did, or this end closed first. */
    IOException cause() {
        lock.lock();
        try {
            return closed ? null : cause;
        } finally {
            lock.unlock();
        }
    }

    /** The other end sends no more; what is here can still be read. */
    void end(IOException cause) {
        lock.lock();
        try {
            if (!ended && !closed) {
                ended = true;
                this.cause = cause;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** This end reads no more. */
    void close() {
        List<Ack> refused;
        lock.lock();
        try {
            closed = true;
            messages = null;
            refused = takeHeld();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        refused.forEach(ack -> ack.done(CLOSED));
    }
}
