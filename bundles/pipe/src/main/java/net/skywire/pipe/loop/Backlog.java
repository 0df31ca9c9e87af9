package net.skywire.pipe.loop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.pipe.Limits;

/** The loops that wait for an app to accept them, oldest first. Guarded by its lock. */
final class Backlog {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<LoopChannel> loops = new ArrayDeque<>();
    private boolean full;
    private boolean closed;

    /** Whether there was room; does not block. */
    boolean offer(LoopChannel loop) {
        lock.lock();
        try {
            if (closed || full || loops.size() >= Limits.BACKLOG) {
                return false;
            }
            loops.add(loop);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** @param timeoutNanos negative to wait without limit */
    LoopChannel take(long timeoutNanos) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
            long left = timeoutNanos;
            while (loops.isEmpty()) {
                if (timeoutNanos < 0) {
                    changed.await();
                } else if (left <= 0) {
                    throw new SocketTimeoutException("accept: no loop came within " + timeoutNanos / 1_000_000 + " ms");
                } else {
                    left = changed.awaitNanos(left);
                }
                if (closed) {
                    throw new AsynchronousCloseException();
                }
            }
            return loops.remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while accepting");
        } finally {
            lock.unlock();
        }
    }

    /** From now on there is room for nothing; what is there can still be taken. */
    void fill() {
        lock.lock();
        try {
            full = true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes back a loop that nobody has accepted; false if it is not there. */
    boolean remove(LoopChannel loop) {
        lock.lock();
        try {
            return loops.remove(loop);
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all who wait, and gives back the loops nobody has accepted. */
    List<LoopChannel> close() {
        lock.lock();
        try {
            closed = true;
            List<LoopChannel> left = List.copyOf(loops);
            loops.clear();
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }
}
