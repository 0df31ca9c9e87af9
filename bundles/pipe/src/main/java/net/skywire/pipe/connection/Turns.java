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
        this.plenty = count / 8;
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

    /** As {@link #take}, but only while so many are free that a loop may have many; does not wait for one. */
    boolean takeIfPlenty() {
        lock.lock();
        try {
            if (free <= plenty) {
                return false;
            }
            free--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(int count) {
        int left = count;
        while (left > 0) {
            BooleanSupplier next = nextOrFree(left);
            if (next == null) {
                return;
            }
            if (next.getAsBoolean()) {
                left--;
            }
        }
    }

    private BooleanSupplier nextOrFree(int count) {
        lock.lock();
        try {
            BooleanSupplier next = waiting.poll();
            if (next == null) {
                free += count;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
