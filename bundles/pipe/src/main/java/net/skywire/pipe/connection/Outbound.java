package net.skywire.pipe.connection;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import net.skywire.pipe.Limits;
import net.skywire.pipe.descriptor.PromptChannel;
import net.skywire.pipe.frame.FrameHead;
import net.skywire.pipe.frame.SendEncoder;
import net.skywire.pipe.frame.SendPrefix;

/**
 * The frames that wait to be written to a pipe. Whoever has frames puts them here and then has them written, by itself
 * and without blocking, in one write for all that has gathered; one at a time writes, and looks for more before it leaves.
 * What the pipe has no room for is left to a thread that may wait, which is there only when it is needed. Guarded by its
 * lock.
 */
final class Outbound {

    private static final Logger LOG = System.getLogger("net.skywire.pipe");
    private static final int INITIAL = 16 * 1024;
    private static final int KEPT = 1024 * 1024;
    private static final int MAX_FRAME = FrameHead.SIZE + FrameHead.MAX_BODY;

    /** Who writes. */
    private enum Writer {
        NOBODY,
        WHOEVER_PUTS,
        THREAD
    }

    private final WritableByteChannel out;
    private final SendEncoder encoder;
    private final String threadName;
    private final Consumer<IOException> onBroken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private ByteBuffer filling = ByteBuffer.allocateDirect(INITIAL);
    private ByteBuffer writing = ByteBuffer.allocateDirect(INITIAL);
    private Writer writer = Writer.NOBODY;
    private Thread thread;
    private boolean closed;

    /** @param onBroken called when nobody reads the pipe any more, on a thread that may wait */
    Outbound(WritableByteChannel out, SendEncoder encoder, String threadName, Consumer<IOException> onBroken) {
        this.out = out;
        this.encoder = encoder;
        this.threadName = threadName;
        this.onBroken = onBroken;
    }

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
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #put}, of a Send. */
    boolean putSend(SendPrefix prefix, int id, Message message) {
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            if (!makeRoom(MAX_FRAME)) {
                return false;
            }
            message.encode(encoder, prefix, id, filling);
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

    /** Bytes that have gathered and that nobody writes yet. */
    int gathered() {
        lock.lock();
        try {
            return filling.position();
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is here, or has it written. Does not block. */
    void flush() {
        while (begin()) {
            try {
                writeNow();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "left to {0}: {1}", threadName, e.getMessage());
            }
            leave();
        }
    }

    /** Whether there is something to write, and nobody who does. */
    private boolean begin() {
        lock.lock();
        try {
            if (closed || writer != Writer.NOBODY || filling.position() == 0) {
                return false;
            }
            swap();
            writer = Writer.WHOEVER_PUTS;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void writeNow() throws IOException {
        if (out instanceof PromptChannel prompt) {
            int count = 1;
            while (writing.hasRemaining() && count > 0) {
                count = prompt.writeNow(writing);
            }
        }
    }

    /** A pipe that is broken is left to the thread too, which finds so again. */
    private void leave() {
        lock.lock();
        try {
            if (!closed && writing.hasRemaining()) {
                writer = Writer.THREAD;
                startThread();
                work.signal();
            } else {
                becomeIdle();
            }
        } finally {
            lock.unlock();
        }
    }

    private void becomeIdle() {
        writer = Writer.NOBODY;
        idle.signalAll();
    }

    private void startThread() {
        if (thread == null) {
            thread = new Thread(null, this::writeAll, threadName, 0, false);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void swap() {
        ByteBuffer full = filling.flip();
        filling = writing.capacity() > KEPT ? ByteBuffer.allocateDirect(INITIAL) : writing.clear();
        writing = full;
    }

    /** The work of the thread, until {@link #close}. */
    private void writeAll() {
        try {
            while (awaitWork()) {
                while (writing.hasRemaining()) {
                    out.write(writing);
                }
            }
        } catch (IOException e) {
            close();
            onBroken.accept(e);
        }
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            if (writer == Writer.THREAD && !writing.hasRemaining()) {
                if (filling.position() > 0) {
                    swap();
                } else {
                    becomeIdle();
                }
            }
            while (writer != Writer.THREAD && !closed) {
                work.awaitUninterruptibly();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all is written; false if that takes longer. */
    boolean awaitWritten(long nanos) throws InterruptedException {
        flush();
        lock.lock();
        try {
            long left = nanos;
            while ((writer != Writer.NOBODY || filling.position() > 0) && !closed) {
                if (left <= 0) {
                    return false;
                }
                left = idle.awaitNanos(left);
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
            work.signal();
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
