package net.skywire.pipe.loop;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * A reader that waits, with its buffer: the first message that comes is put straight into it. There is one at a time.
 * Guarded by the lock of the inbox, but for {@link #look} and {@link #sleep}, which the reader calls without it.
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

    /** The calling thread is about to wait. It lends its buffer if that is an array: other memory a writer may not get at. */
    void begin(ByteBuffer buffer) {
        target = buffer.hasArray() ? buffer : null;
        received = 0;
        woken = false;
    }

    boolean lends() {
        return target != null;
    }

    /** Puts as much of {@code message} into the buffer, if one is lent, as it has room for. To be followed by {@link #wake}. */
    void give(ByteBuffer message) {
        if (target == null) {
            return;
        }
        int end = message.limit();
        int count = Math.min(message.remaining(), target.remaining());
        target.put(message.limit(message.position() + count));
        message.limit(end);
        received = count;
    }

    /** Ends the wait, if there is one; the thread to unpark, if any, once the lock is released. */
    Thread wake() {
        target = null;
        if (woken) {
            return null;
        }
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
     * Waits a moment to be woken, if that makes sense. In vain, it is tried less and less often: the writer may need the
     * very processor this thread runs on.
     */
    boolean look() {
        if (!mayLook || ++waits < doubts) {
            return false;
        }
        waits = 0;
        long start = System.nanoTime();
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

    /**
     * Waits to be woken.
     *
     * @param nanos 0 to wait without limit
     * @return false if the time is over, or the thread has been interrupted
     */
    boolean sleep(long nanos) {
        long start = nanos == 0 ? 0 : System.nanoTime();
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
        return woken;
    }
}
