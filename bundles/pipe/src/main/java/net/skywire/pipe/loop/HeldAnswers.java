package net.skywire.pipe.loop;

import java.util.ArrayDeque;
import java.util.List;

/** Answers that wait until enough has been read, in the order of their messages. Guarded by the lock of the inbox. */
final class HeldAnswers {

    /** Made when first needed: most loops are idle. */
    private ArrayDeque<Ack> answers;

    boolean isEmpty() {
        return answers == null || answers.isEmpty();
    }

    void add(Ack ack) {
        if (answers == null) {
            answers = new ArrayDeque<>(2);
        }
        answers.add(ack);
    }

    /** All of them, to be given once the lock is released. */
    List<Ack> take() {
        if (isEmpty()) {
            return List.of();
        }
        List<Ack> all = List.copyOf(answers);
        answers.clear();
        return all;
    }
}
