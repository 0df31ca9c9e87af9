package net.skywire.pipe.loop;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import net.skywire.pipe.Limits;

/**
 * Copies of messages that nobody has read, and how much they are. While messages flow, what is read makes room for what
 * comes: memory that is used again is in the processors' caches, and there is no garbage. It is the collector's to take,
 * so that a loop that has become idle keeps none. Most loops are idle: the queues are made when there is something to
 * queue. Guarded by the lock of the inbox.
 */
final class Unread {

    /** The longest message that is copied under the lock, and in memory that is not used again. */
    static final int SHORT = 1024;

    /** As many of the longest messages as can be unread. */
    private static final int SPARES = 24;

    private ArrayDeque<ByteBuffer> messages;
    private WeakReference<ArrayDeque<ByteBuffer>> spares;
    private int size;

    boolean isEmpty() {
        return messages == null || messages.isEmpty();
    }

    /** Whether so little is unread that the next message is to be answered at once. */
    boolean isLittle() {
        return size <= Limits.ANSWERED_UNREAD;
    }

    /** Keeps a copy of what remains of {@code message}, if anything does; why there is no room, or null if there is. */
    String keep(ByteBuffer message) {
        return message.hasRemaining()
                ? add(room(message.remaining()).put(message).flip())
                : null;
    }

    /** Keeps {@code message} itself, which is in memory of {@link #room}; why it may not be kept, or null if it is. */
    String add(ByteBuffer message) {
        int grown = size + message.remaining() + Limits.MESSAGE_OVERHEAD;
        if (grown > Limits.UNREAD) {
            return "receive queue is full: " + Limits.UNREAD + " bytes are unread";
        }
        if (messages == null) {
            messages = new ArrayDeque<>(2);
        }
        messages.add(message);
        size = grown;
        return null;
    }

    /** Memory for a message. */
    ByteBuffer room(int length) {
        ByteBuffer spare = length > SHORT && spares != null ? spares().poll() : null;
        return spare != null && spare.capacity() >= length ? spare.clear() : ByteBuffer.allocate(length);
    }

    private ArrayDeque<ByteBuffer> spares() {
        ArrayDeque<ByteBuffer> kept = spares == null ? null : spares.get();
        if (kept == null) {
            kept = new ArrayDeque<>(SPARES);
            spares = new WeakReference<>(kept);
        }
        return kept;
    }

    /** Reads from the first message; there is one. */
    int read(ByteBuffer target) {
        ByteBuffer first = messages.element();
        int count = Math.min(first.remaining(), target.remaining());
        target.put(first.array(), first.position(), count);
        first.position(first.position() + count);
        if (!first.hasRemaining()) {
            copied(messages.remove());
        }
        return count;
    }

    /** The first message whole, if it is long and there is room for all of it; otherwise null. To be followed by {@link #copied}. */
    ByteBuffer pollLong(int room) {
        int length = messages.element().remaining();
        return length > SHORT && length <= room ? messages.remove() : null;
    }

    /** A message has been read, and its memory can be used again; if something of it remains, it is the first again. */
    void copied(ByteBuffer message) {
        if (!message.hasRemaining()) {
            taken(message.limit());
            spare(message);
        } else if (messages != null) {
            messages.addFirst(message);
        }
    }

    private void spare(ByteBuffer message) {
        if (message.capacity() > SHORT && spares().size() < SPARES) {
            spares().push(message);
        }
    }

    /** The first message whole, or null. Counts until {@link #taken}. */
    ByteBuffer poll() {
        return isEmpty() ? null : messages.poll();
    }

    /** Counts a message of {@code length} bytes no more. */
    void taken(int length) {
        size -= length + Limits.MESSAGE_OVERHEAD;
    }

    void clear() {
        messages = null;
        spares = null;
    }
}
