package net.skywire.pipe.loop;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has come on a loop and is not read. A message is answered at once while few bytes are unread, and otherwise once
 * enough of them have been read; answers keep the order of the messages. Guarded by its lock; answers are given outside of
 * it.
 */
final class Inbox {

    static final int NOTHING_YET = -2;

    private static final String CLOSED = "loop is closed";

    private final ReentrantLock lock = new ReentrantLock();
    private final Unread unread = new Unread();
    private final HeldAnswers held = new HeldAnswers();
    private boolean fromThisJvm;
    private WaitingReader reader;
    private boolean forListener;
    private volatile boolean closed;
    private boolean ended;
    private IOException cause;

    /** What comes is put here by threads of this JVM that need no other to run. To be said before anything comes. */
    void isFromThisJvm() {
        fromThisJvm = true;
    }

    void add(ByteBuffer payload, Ack ack) {
        ByteBuffer copy = payload.remaining() > Unread.SHORT ? copy(payload) : null;
        String refusal = CLOSED;
        boolean answered = true;
        Thread woken = null;
        lock.lock();
        try {
            if (!closed && !ended) {
                woken = giveToReader(payload);
                refusal = copy == null ? unread.keep(payload) : unread.add(copy);
                answered = refusal != null || unread.isLittle() && held.isEmpty();
                if (!answered) {
                    held.add(ack);
                }
            }
        } finally {
            lock.unlock();
            LockSupport.unpark(woken);
        }
        if (answered) {
            ack.done(refusal);
        }
    }

    /** Not under the lock, so that the message before can be read meanwhile. Null, and nothing done, if a reader has room. */
    private ByteBuffer copy(ByteBuffer payload) {
        ByteBuffer room;
        lock.lock();
        try {
            if (reader != null && reader.lends()) {
                return null;
            }
            room = unread.room(payload.remaining());
        } finally {
            lock.unlock();
        }
        return room.put(payload).flip();
    }

    private Thread giveToReader(ByteBuffer payload) {
        if (reader == null) {
            return null;
        }
        reader.give(payload);
        return reader.wake();
    }

    /** Reads what is there; otherwise begins to wait, and says so with {@link #NOTHING_YET}. */
    int readOrBegin(ByteBuffer target) throws IOException {
        int count = 0;
        List<Ack> answers = List.of();
        ByteBuffer whole;
        lock.lock();
        try {
            checkReadable();
            if (unread.isEmpty()) {
                return endOrBegin(target);
            }
            whole = unread.pollLong(target.remaining());
            if (whole == null) {
                count = unread.read(target);
                answers = released();
            }
        } finally {
            lock.unlock();
        }
        answers.forEach(ack -> ack.done(null));
        return whole == null ? count : read(whole, target);
    }

    private void checkReadable() throws AsynchronousCloseException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
        if (forListener) {
            throw new IllegalStateException("loop has a listener, and cannot be read beside it");
        }
    }

    /** Not under the lock, so that the next message can come meanwhile. */
    private int read(ByteBuffer whole, ByteBuffer target) {
        int count = whole.remaining();
        try {
            target.put(whole);
        } finally {
            copied(whole).forEach(ack -> ack.done(null));
        }
        return count;
    }

    private List<Ack> copied(ByteBuffer whole) {
        lock.lock();
        try {
            unread.copied(whole);
            return released();
        } finally {
            lock.unlock();
        }
    }

    private int endOrBegin(ByteBuffer target) throws SocketException {
        if (ended && cause != null) {
            throw (SocketException) new SocketException(cause.getMessage()).initCause(cause);
        }
        if (ended) {
            return -1;
        }
        if (reader == null) {
            reader = new WaitingReader(fromThisJvm);
        }
        reader.begin(target);
        return NOTHING_YET;
    }

    /** The reader that has begun to wait. */
    WaitingReader reader() {
        return reader;
    }

    /** Ends a wait before its time; the bytes that have come after all. */
    int waitsNoMore() {
        lock.lock();
        try {
            reader.leave();
            return reader.received();
        } finally {
            lock.unlock();
        }
    }

    private List<Ack> released() {
        return unread.isLittle() ? held.take() : List.of();
    }

    /** From now on messages are for {@link #poll}: whoever waits to read does so in vain. */
    void isForListener() {
        lock.lock();
        try {
            forListener = true;
            wakeReader();
        } finally {
            lock.unlock();
        }
    }

    /** The next message whole, without waiting; null if there is none. Counts as unread until {@link #taken}. */
    ByteBuffer poll() {
        lock.lock();
        try {
            return unread.poll();
        } finally {
            lock.unlock();
        }
    }

    void taken(int length) {
        List<Ack> answers;
        lock.lock();
        try {
            unread.taken(length);
            answers = released();
        } finally {
            lock.unlock();
        }
        answers.forEach(ack -> ack.done(null));
    }

    /** Whether this end has closed. */
    boolean isClosed() {
        return closed;
    }

    /** Whether all has been read and nothing will come. */
    boolean isFinished() {
        lock.lock();
        try {
            return closed || ended && unread.isEmpty();
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
                wakeReader();
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
            unread.clear();
            refused = held.take();
            wakeReader();
        } finally {
            lock.unlock();
        }
        refused.forEach(ack -> ack.done(CLOSED));
    }

    private void wakeReader() {
        if (reader != null) {
            LockSupport.unpark(reader.wake());
        }
    }
}
