package net.skywire.pipe.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.pipe.Limits;
import net.skywire.pipe.frame.FrameHead;
import net.skywire.pipe.frame.SendCodec;
import net.skywire.pipe.frame.SendPrefix;

/**
 * The frames that wait to be written to a pipe. Whoever has a frame puts it here without blocking; one thread writes. It
 * writes from one buffer while the other fills, so that what gathers meanwhile goes out in one write. Guarded by its
 * lock.
 */
final class Outbound {

    private static final int INITIAL = 16 * 1024;
    private static final int KEPT = 1024 * 1024;
    private static final int MAX_FRAME = FrameHead.SIZE + FrameHead.MAX_BODY;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private ByteBuffer filling = ByteBuffer.allocateDirect(INITIAL);
    private ByteBuffer writing = ByteBuffer.allocateDirect(INITIAL);
    private boolean busy;
    private boolean closed;

    /** False if the other side lets too much gather. After {@link #close} nothing is put, which is as it should be. */
    boolean put(byte type, int id, byte[] body) {
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            if (!makeRoom(FrameHead.SIZE + body.length)) {
                return false;
            }
            FrameHead.write(filling, filling.position(), type, id, body.length);
            filling.position(filling.position() + FrameHead.SIZE).put(body);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #put}, of a Send. */
    boolean putSend(SendCodec codec, SendPrefix prefix, int id, Message message) {
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            if (!makeRoom(MAX_FRAME)) {
                return false;
            }
            message.encode(codec, prefix, id, filling);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean makeRoom(int size) {
        if (filling.remaining() >= size) {
            return true;
        }
        int needed = filling.position() + size;
        if (needed > Limits.OUTBOUND) {
            return false;
        }
        int capacity = Math.min(Limits.OUTBOUND, Math.max(needed, 2 * filling.capacity()));
        filling = ByteBuffer.allocateDirect(capacity).put(filling.flip());
        return true;
    }

    /** Writes until {@link #close}; then returns. */
    void writeTo(WritableByteChannel out) throws IOException {
        while (swap()) {
            while (writing.hasRemaining()) {
                out.write(writing);
            }
        }
    }

    private boolean swap() {
        lock.lock();
        try {
            busy = false;
            changed.signalAll();
            while (filling.position() == 0 && !closed) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return false;
            }
            ByteBuffer full = filling.flip();
            filling = writing.capacity() > KEPT ? ByteBuffer.allocateDirect(INITIAL) : writing.clear();
            writing = full;
            busy = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all is written; false if that takes longer. */
    boolean awaitWritten(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while ((busy || filling.position() > 0) && !closed) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is not written. */
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
