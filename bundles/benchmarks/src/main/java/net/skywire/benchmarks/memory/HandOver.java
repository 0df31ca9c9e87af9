package net.skywire.benchmarks.memory;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * Messages from one thread to one other, with nothing between them that could be left out: a few places in a ring, filled by
 * one and emptied by the other, who wait for each other without spinning.
 */
final class HandOver {

    private final ByteBuffer[] places;
    private volatile long filled;
    private volatile long emptied;
    private volatile Thread waitingReader;
    private volatile Thread waitingWriter;

    /** @param count of messages that may wait */
    HandOver(int count, int longest) {
        places = new ByteBuffer[count];
        for (int at = 0; at < count; at++) {
            places[at] = ByteBuffer.allocateDirect(longest);
        }
    }

    void write(ByteBuffer message) throws InterruptedException {
        long at = filled;
        while (at - emptied == places.length) {
            waitingWriter = Thread.currentThread();
            if (at - emptied == places.length) {
                park();
            }
        }
        place(at).clear().put(message).flip();
        filled = at + 1;
        Thread reader = waitingReader;
        if (reader != null) {
            waitingReader = null;
            LockSupport.unpark(reader);
        }
    }

    void read(ByteBuffer target) throws InterruptedException {
        long at = emptied;
        while (at == filled) {
            waitingReader = Thread.currentThread();
            if (at == filled) {
                park();
            }
        }
        target.put(place(at));
        emptied = at + 1;
        Thread writer = waitingWriter;
        if (writer != null) {
            waitingWriter = null;
            LockSupport.unpark(writer);
        }
    }

    private ByteBuffer place(long at) {
        return places[(int) (at % places.length)];
    }

    private void park() throws InterruptedException {
        LockSupport.park(this);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
