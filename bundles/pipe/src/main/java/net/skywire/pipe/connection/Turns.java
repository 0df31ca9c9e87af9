package net.skywire.pipe.connection;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Limits how many Sends of all loops on a pipe are on their way, and lets loops that have to wait go on in turn. Guarded
 * by its lock.
 */
final class Turns {

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<BooleanSupplier> waiting = new ArrayDeque<>();
    private final int plenty;
    private int free;

    Turns(int count) {
        this.free = count;
        this.plenty = count / 3;
    }

    /** @param offered called later if there is no turn now; takes the turn it is offered, or returns false */
    boolean take(BooleanSupplier offered) {
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return true;
            }
            waiting.add(offered);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether so many are free that a loop may have many. */
    boolean arePlenty() {
        lock.lock();
        try {
            return free > plenty;
        } finally {
            lock.unlock();
        }
    }

    void giveBack() {
        BooleanSupplier next;
        while ((next = nextOrFree()) != null) {
            if (next.getAsBoolean()) {
                return;
            }
        }
    }

    private BooleanSupplier nextOrFree() {
        lock.lock();
        try {
            BooleanSupplier next = waiting.poll();
            if (next == null) {
                free++;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
