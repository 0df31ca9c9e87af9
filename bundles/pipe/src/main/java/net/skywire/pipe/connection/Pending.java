package net.skywire.pipe.connection;

import java.util.ArrayDeque;
import java.util.List;
import net.skywire.pipe.Limits;
import net.skywire.pipe.loop.Ack;

/** The messages of one loop that wait for their turn to be sent. Guarded by the loop's lock. */
final class Pending {

    record Entry(Message message, Ack ack) {}

    private final ArrayDeque<Entry> entries = new ArrayDeque<>(2);
    private int bytes;

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean hasRoom(Message message) {
        return bytes + message.size() <= Limits.UNREAD;
    }

    void add(Message message, Ack ack) {
        entries.add(new Entry(message.copy(), ack));
        bytes += message.size();
    }

    Entry first() {
        return entries.element();
    }

    void removeFirst() {
        bytes -= entries.remove().message().size();
    }

    List<Entry> removeAll() {
        List<Entry> all = List.copyOf(entries);
        entries.clear();
        bytes = 0;
        return all;
    }
}
