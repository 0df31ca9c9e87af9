package net.skywire.pipe.connection;

import java.util.concurrent.atomic.AtomicInteger;

/** The bytes that wait for one app to take them, over all its loops, and how many may. Any thread may call. */
final class QueuedBytes {

    private final AtomicInteger count = new AtomicInteger();
    private final int most;

    QueuedBytes(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    /** Whether there was room. A message that finds nothing before it has room whatever its size. */
    boolean take(int size) {
        int before;
        do {
            before = count.get();
            if (before > 0 && size > most - before) {
                return false;
            }
        } while (!count.compareAndSet(before, before + size));
        return true;
    }

    void giveBack(int size) {
        count.addAndGet(-size);
    }
}
