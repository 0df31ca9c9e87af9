package net.skywire.pipe.loop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The reading half of a loop: readers take turns, and the one whose turn it is waits for the inbox. */
final class Inflow {

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Inbox inbox;

    Inflow(Inbox inbox) {
        this.inbox = inbox;
    }

    /** @param timeoutNanos 0 to wait without limit */
    int read(ByteBuffer target, long timeoutNanos) throws IOException {
        long start = timeoutNanos == 0 ? 0 : System.nanoTime();
        if (target.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        if (inbox.isClosed()) {
            throw new ClosedChannelException();
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        takeTurn(timeoutNanos);
        try {
            int count = inbox.readOrBegin(target);
            while (count == Inbox.NOTHING_YET) {
                count = await(timeoutNanos, start);
                if (count == 0) {
                    count = inbox.readOrBegin(target);
                }
            }
            return count;
        } finally {
            turn.unlock();
        }
    }

    /** Who comes first is first; who finds nobody does not mind being interrupted, as something may be there to read. */
    private void takeTurn(long timeoutNanos) throws IOException {
        if (!turn.hasQueuedThreads() && turn.tryLock()) {
            return;
        }
        try {
            if (timeoutNanos == 0) {
                turn.lockInterruptibly();
            } else if (!turn.tryLock(timeoutNanos, TimeUnit.NANOSECONDS)) {
                throw timedOut(timeoutNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    /** The bytes that have come; 0 if something else has changed. What comes as the wait ends is not lost. */
    private int await(long timeoutNanos, long start) throws IOException {
        WaitingReader reader = inbox.reader();
        if (reader.look() || sleep(reader, timeoutNanos, start) || inbox.waitsNoMore() > 0) {
            return reader.received();
        }
        throw Thread.currentThread().isInterrupted() ? interrupted() : timedOut(timeoutNanos);
    }

    private boolean sleep(WaitingReader reader, long timeoutNanos, long start) {
        return reader.sleep(timeoutNanos == 0 ? 0 : Math.max(1, timeoutNanos - (System.nanoTime() - start)));
    }

    private static InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted while reading");
    }

    private static SocketTimeoutException timedOut(long timeoutNanos) {
        return new SocketTimeoutException("read: nothing came within " + timeoutNanos / 1_000_000 + " ms");
    }
}
