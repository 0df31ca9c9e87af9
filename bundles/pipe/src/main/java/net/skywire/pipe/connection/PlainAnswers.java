package net.skywire.pipe.connection;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.skywire.pipe.frame.Bodies;

/**
 * Answers that came in one read and say yes and no more: taken together, so that those to many small Sends of a loop cost
 * little more than one. For the thread that reads the pipe.
 */
final class PlainAnswers {

    private static final int MOST = 256;
    private static final ByteBuffer NOTHING = ByteBuffer.wrap(Bodies.nothing()).asReadOnlyBuffer();

    private final Requests requests;
    private final int[] ids = new int[MOST];
    private final Answer[] answers = new Answer[MOST];
    private int count;

    PlainAnswers(Requests requests) {
        this.requests = requests;
    }

    static boolean isPlain(ByteBuffer body) {
        return body.equals(NOTHING);
    }

    void add(int id) {
        if (count == MOST) {
            serve();
        }
        ids[count++] = id;
    }

    /** Gives them to those who wait for them. */
    void serve() {
        int to = count;
        if (to == 0) {
            return;
        }
        requests.answered(ids, to, answers);
        count = 0;
        int at = 0;
        while (at < to) {
            at = serve(at, to);
        }
        Arrays.fill(answers, 0, to, null);
    }

    private int serve(int at, int to) {
        if (answers[at] instanceof SendAnswer send) {
            return send.succeedWithNext(answers, at, to);
        }
        if (answers[at] != null) {
            answers[at].success(NOTHING.duplicate());
        }
        return at + 1;
    }
}
