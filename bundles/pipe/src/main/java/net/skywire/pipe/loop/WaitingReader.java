package net.skywire.pipe.loop;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * A reader that waits with its buffer: the first message that comes is put straight into it. There is one at a time.
 * Guarded by the lock of the inbox, but for {@link #await}, which the reader calls without it.
 *
 * <p>To wake a thread costs more than to copy a message. Where the writer is a thread of this JVM, a reader looks for
 * a moment whether something comes, before it sleeps; seldom, if that has been in vain.
 */
final class WaitingReader {

    private static final long BRIEF_NANOS = 10_000;
    private static final int LOOKS = 16;
    private static final int DOUBTS = 255;

    private final boolean mayLook;
    private int doubts = 1;
    private int waits;
    private ByteBuffer target;
    private int received;
    private volatile boolean woken;
    private volatile Thread asleep;

    /** @param mayLook whether what is waited for can come while this thread runs and no other but the writer's does */
    WaitingReader(boolean mayLook) {
        this.mayLook = mayLook;
    }

    /** The calling thread is about to wait. */
    void begin(ByteBuffer buffer) {
        target = buffer;
        received = 0;
        woken = false;
    }

    /** Whether there is a reader for which nothing has come yet. */
    boolean isThere() {
        return target != null;
    }

    /** Gives the reader as much of {@code message} as it has room for. To be followed by {@link #wake}. */
    void give(ByteBuffer message) {
        int end = message.limit();
        int count = Math.min(message.remaining(), target.remaining());
        message.limit(message.position() + count);
        try {
            target.put(message);
            received = count;
        } catch (RuntimeException e) {
            received = 0; // a buffer that only the reader may write to; it then does
        } finally {
            message.limit(end);
        }
    }

    /** Ends the wait; the thread to unpark, if any, once the lock is released. */
    Thread wake() {
        target = null;
        woken = true;
        return asleep;
    }

    /** Nobody waits any more. */
    void leave() {
        target = null;
    }

    /** Bytes that were put into the buffer; 0 if none were. */
    int received() {
        return received;
    }

    /**
     * Waits to be woken.
     *
     * @param nanos 0 to wait without limit
     * @return false if the time is over, or the thread has been interrupted
     */
    boolean await(long nanos) {
        long start = System.nanoTime();
        if (!mayLook || !look(start)) {
            sleep(start, nanos);
        }
        return woken;
    }

    /** In vain, it is tried less and less often: the writer may need the very processor this thread runs on. */
    private boolean look(long start) {
        if (++waits < doubts) {
            return false;
        }
        waits = 0;
        int looks = 0;
        while (!woken) {
            Thread.onSpinWait();
            if (++looks % LOOKS == 0 && System.nanoTime() - start > BRIEF_NANOS) {
                doubts = Math.min(2 * doubts, DOUBTS);
                return false;
            }
        }
        doubts = Math.max(1, doubts / 2);
        return true;
    }

    private void sleep(long start, long nanos) {
        asleep = Thread.currentThread();
        while (!woken && !Thread.currentThread().isInterrupted()) {
            if (nanos == 0) {
                LockSupport.park(this);
            } else {
                long left = nanos - (System.nanoTime() - start);
                if (left <= 0) {
                    break;
                }
                LockSupport.parkNanos(this, left);
            }
        }
        asleep = null;
    }
}
