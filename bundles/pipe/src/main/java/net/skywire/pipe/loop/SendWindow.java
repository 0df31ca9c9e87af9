package net.skywire.pipe.loop;

import java.util.concurrent.atomic.AtomicInteger;
import net.skywire.pipe.Limits;

/**
 * How much of a loop and direction may be unanswered, in pieces of {@link Limits#WINDOW_PIECE} bytes begun; a window of 1
 * is one message of whatever length. One thread at a time asks for room and takes it; any thread gives back.
 */
public final class SendWindow {

    private final int size;
    private final AtomicInteger used = new AtomicInteger();

    public SendWindow(int size) {
        this.size = size;
    }

    /** Pieces that a message takes up. */
    public int pieces(int length) {
        return size == 1 ? 1 : Math.max(1, (length + Limits.WINDOW_PIECE - 1) / Limits.WINDOW_PIECE);
    }

    /** Whether so many more may go; when all is answered, any message may. */
    public boolean hasRoom(int pieces) {
        int now = used.get();
        return now == 0 || now + pieces <= size;
    }

    /** Half of it, in pieces. */
    public int half() {
        return size / 2;
    }

    /** Whether as much is free as makes it worth waking a thread. */
    public boolean isHalfFree() {
        return used.get() <= half();
    }

    /** Whether all is answered. */
    public boolean isUnused() {
        return used.get() == 0;
    }

    public void take(int pieces) {
        used.addAndGet(pieces);
    }

    public void giveBack(int pieces) {
        used.addAndGet(-pieces);
    }
}
