package net.skywire.pipe.connection;

import java.nio.ByteBuffer;
import net.skywire.pipe.loop.Ack;

/**
 * Waits for the answer to a Send.
 *
 * @param size what the message counts while it waits
 * @param pieces that it takes up of the loop's window
 */
record SendAnswer(PipeLoop loop, Ack ack, int size, int pieces) implements Answer {

    @Override
    public void success(ByteBuffer body) {
        loop.isKnown();
        answered(null);
    }

    @Override
    public void failure(String reason) {
        answered(reason);
    }

    private void answered(String refusal) {
        loop.answered(1, pieces, size);
        ack.done(refusal);
    }

    /**
     * Says yes to this, which is at {@code from}, and to all behind it that are of the same loop.
     *
     * @return where the others begin
     */
    int succeedWithNext(Answer[] answers, int from, int to) {
        int pieces = 0;
        int size = 0;
        int end = from;
        for (; end < to && answers[end] instanceof SendAnswer next && next.loop == loop; end++) {
            pieces += next.pieces;
            size += next.size;
        }
        loop.isKnown();
        loop.answered(end - from, pieces, size);
        for (int at = from; at < end; at++) {
            ((SendAnswer) answers[at]).ack.done(null);
        }
        return end;
    }
}
