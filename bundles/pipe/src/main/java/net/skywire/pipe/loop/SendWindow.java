package net.skywire.pipe.loop;

import net.skywire.pipe.Limits;

/**
 * How much of a loop and direction may be unanswered, in pieces of {@link Limits#WINDOW_PIECE} bytes begun; a window of 1
 * is one message of whatever length. Guarded by the lock of whoever has it.
 */
public final class SendWindow {

    private static final int FEW = 8;

    private final int size;
    private int used;

    public SendWindow(int size) {
        this.size = size;
    }

    /** Pieces that a message takes up. */
    public int pieces(int length) {
        return size == 1 ? 1 : Math.max(1, (length + Limits.WINDOW_PIECE - 1) / Limits.WINDOW_PIECE);
    }

    /** Whether so many more may go; when all is answered, any message may. */
    public boolean hasRoom(int pieces) {
        return used == 0 || used + pieces <= size;
    }

    /** Whether so much is unanswered that answers will come before long. */
    public boolean isBusy() {
        return used >= FEW;
    }

    /** Whether as much is free as makes it worth waking a thread. */
    public boolean isHalfFree() {
        return used <= size / 2;
    }

    /** Whether all is answered. */
    public boolean isUnused() {
        return used == 0;
    }

    public void take(int pieces) {
        used += pieces;
    }

    public void giveBack(int pieces) {
        used -= pieces;
    }
}
