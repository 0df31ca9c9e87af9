package net.skywire.pipe.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.pipe.Limits;

/**
 * The requests of one direction that have no answer: each has the lowest id that was free, as Go does it. Those for
 * which no id is free wait, first come first served. An id stays taken until its answer comes, however late. Guarded by
 * its lock, under which requests are also written, so that they leave in the order of their ids.
 */
final class Requests {

    /** Writes a request once it has its id; must not block. */
    @FunctionalInterface
    interface Writer {
        void write(int id);
    }

    private record Waiting(Writer writer, Answer answer) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Answer[] outstanding;
    private final BitSet taken;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private String over;

    /** @param most without an answer */
    Requests(int most) {
        outstanding = new Answer[most];
        taken = new BitSet(most);
    }

    /** Writes now if there is an id; false if there is none, or all is over, and nothing was done. */
    boolean writeNow(Writer writer, Answer answer) {
        lock.lock();
        try {
            int id = taken.nextClearBit(0);
            if (over != null || id >= outstanding.length) {
                return false;
            }
            write(id, writer, answer);
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return over != null;
        } finally {
            lock.unlock();
        }
    }

    private void write(int id, Writer writer, Answer answer) {
        taken.set(id);
        outstanding[id] = answer;
        writer.write(id);
    }

    /** Writes as soon as there is an id; fails the answer at once if too many wait, or all is over. */
    void writeSoon(Writer writer, Answer answer) {
        String reason = writeOrWait(writer, answer);
        if (reason != null) {
            answer.failure(reason);
        }
    }

    /** As {@link #writeSoon}, but gives back the reason why nothing was done; null if there is none. */
    String writeOrWait(Writer writer, Answer answer) {
        lock.lock();
        try {
            if (over != null) {
                return over;
            }
            if (waiting.size() >= Limits.WAITING_REQUESTS) {
                return "too many requests wait for an answer: " + Limits.WAITING_REQUESTS;
            }
            waiting.add(new Waiting(writer, answer));
            serveWaiting();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #writeSoon}, however many wait: for requests that something else limits. */
    void writeInTurn(Writer writer, Answer answer) {
        lock.lock();
        try {
            if (over == null) {
                waiting.add(new Waiting(writer, answer));
                serveWaiting();
                return;
            }
        } finally {
            lock.unlock();
        }
        answer.failure(over);
    }

    /** Takes back a request that still waits for an id; false if it does not. */
    boolean withdraw(Answer answer) {
        lock.lock();
        try {
            return waiting.removeIf(request -> request.answer == answer);
        } finally {
            lock.unlock();
        }
    }

    private void serveWaiting() {
        int id;
        while (!waiting.isEmpty() && (id = taken.nextClearBit(0)) < outstanding.length) {
            Waiting next = waiting.remove();
            write(id, next.writer, next.answer);
        }
    }

    /** The request whose answer has come; null if there is none with this id. Its id is free from now on. */
    Answer answered(int id) {
        lock.lock();
        try {
            Answer answer = free(id);
            serveWaiting();
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #answered(int)}, of the first {@code count} ids. */
    void answered(int[] ids, int count, Answer[] answers) {
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                answers[i] = free(ids[i]);
            }
            serveWaiting();
        } finally {
            lock.unlock();
        }
    }

    private Answer free(int id) {
        if (id >= outstanding.length || !taken.get(id)) {
            return null;
        }
        Answer answer = outstanding[id];
        outstanding[id] = null;
        taken.clear(id);
        if (taken.isEmpty()) {
            changed.signalAll();
        }
        return answer;
    }

    /** Waits until every request has its answer; false if that takes longer. */
    boolean awaitNone(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (over == null && !taken.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Fails all there are and all that come. */
    void end(String reason) {
        List<Answer> failed = new ArrayList<>();
        lock.lock();
        try {
            over = reason;
            taken.stream().mapToObj(id -> outstanding[id]).forEach(failed::add);
            waiting.forEach(request -> failed.add(request.answer));
            taken.clear();
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        failed.forEach(answer -> answer.failure(reason));
    }
}
