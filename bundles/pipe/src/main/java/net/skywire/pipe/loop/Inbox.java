package net.skywire.pipe.loop;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.pipe.Limits;

/**
 * The messages of a loop that have come and are not read. A message is answered at once while few bytes are unread, and
 * otherwise once enough of them have been read; answers keep the order of the messages. Guarded by its lock; answers are
 * given outside of it. Most loops are idle: the queues are made when there is something to queue.
 */
final class Inbox {

    static final int NOTHING_YET = -2;

    private static final String CLOSED = "loop is closed";

    private final ReentrantLock lock = new ReentrantLock();
    private boolean fromThisJvm;
    private WaitingReader reader;
    private ArrayDeque<ByteBuffer> messages;
    private ArrayDeque<Ack> held;
    private int unread;
    private volatile boolean closed;
    private boolean ended;
    private IOException cause;

    /** What comes is put here by threads of this JVM that need no other to run. To be said before anything comes. */
    void isFromThisJvm() {
        fromThisJvm = true;
    }

    void add(ByteBuffer payload, Ack ack) {
        String refusal = null;
        Thread woken = null;
        boolean answered = true;
        lock.lock();
        try {
            if (closed || ended) {
                refusal = CLOSED;
            } else {
                woken = giveToReader(payload);
                refusal = payload.hasRemaining() ? keep(payload) : null;
                answered = refusal != null || unread <= Limits.ANSWERED_UNREAD && isEmpty(held);
                if (!answered) {
                    hold(ack);
                }
            }
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(woken);
        if (answered) {
            ack.done(refusal);
        }
    }

    private Thread giveToReader(ByteBuffer payload) {
        if (reader == null || !reader.isThere()) {
            return null;
        }
        reader.give(payload);
        return reader.wake();
    }

    /** Why there is no room; null if there is. */
    private String keep(ByteBuffer payload) {
        int size = payload.remaining() + Limits.MESSAGE_OVERHEAD;
        if (unread + size > Limits.UNREAD) {
            return "receive queue is full: " + Limits.UNREAD + " bytes are unread";
        }
        queue(copy(payload));
        unread += size;
        return null;
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

    /** Reads what is there; otherwise begins to wait, and says so with {@link #NOTHING_YET}. */
    int readOrBegin(ByteBuffer target) throws IOException {
        int count;
        List<Ack> answers;
        lock.lock();
        try {
            if (closed) {
                throw new AsynchronousCloseException();
            }
            if (!target.hasRemaining()) {
                return 0;
            }
            if (isEmpty(messages)) {
                return endOrBegin(target);
            }
            count = moveHead(target);
            answers = released();
        } finally {
            lock.unlock();
        }
        answers.forEach(ack -> ack.done(null));
        return count;
    }

    private int endOrBegin(ByteBuffer target) throws SocketException {
        if (ended && cause != null) {
            throw broken(cause);
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

    static SocketException broken(IOException cause) {
        SocketException broken = new SocketException(cause.getMessage());
        broken.initCause(cause);
        return broken;
    }

    private int moveHead(ByteBuffer target) {
        ByteBuffer head = messages.element();
        int count = Math.min(head.remaining(), target.remaining());
        target.put(head.array(), head.position(), count);
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

    /** Whether this end has closed. */
    boolean isClosed() {
        return closed;
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
        Thread woken = null;
        lock.lock();
        try {
            if (!ended && !closed) {
                ended = true;
                this.cause = cause;
                woken = wakeReader();
            }
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(woken);
    }

    /** This end reads no more. */
    void close() {
        List<Ack> refused;
        Thread woken;
        lock.lock();
        try {
            closed = true;
            messages = null;
            refused = takeHeld();
            woken = wakeReader();
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(woken);
        refused.forEach(ack -> ack.done(CLOSED));
    }

    private Thread wakeReader() {
        return reader == null ? null : reader.wake();
    }
}
