package net.skywire.host.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import net.skywire.host.AppControl;

/** Those who follow a log. Any thread may call; no writer waits for them. */
public final class Followers {

    /** Lines that wait for one of them; further ones are lost to it. */
    public static final int MAX_WAITING = 1000;

    private final List<Follower> all = new CopyOnWriteArrayList<>();

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Tells all of them. */
    public void add(String line) {
        all.forEach(follower -> follower.add(line));
    }

    /** From now on there is one more, until it is closed. */
    public Follower join() {
        Follower follower = new Follower();
        all.add(follower);
        return follower;
    }

    /** One of them. Guarded by its lock. */
    public final class Follower implements AutoCloseable {

        private final Queue<String> waiting = new ArrayDeque<>();
        private int lostCount;

        private Follower() {}

        private synchronized void add(String line) {
            if (lostCount > 0 && waiting.size() < MAX_WAITING - 1) {
                waiting.add(lost());
            }
            if (lostCount > 0 || waiting.size() == MAX_WAITING) {
                lostCount++;
                return;
            }
            waiting.add(line);
            notifyAll();
        }

        private String lost() {
            String line = "--- " + lostCount + " lines lost: they came too fast ---";
            lostCount = 0;
            return line;
        }

        /** Waits for a line. */
        public synchronized String next() throws InterruptedException {
            while (waiting.isEmpty() && lostCount == 0) {
                wait();
            }
            return waiting.isEmpty() ? lost() : waiting.remove();
        }

        /**
         * Hands on all lines that come, until this thread is interrupted.
         *
         * @param before lines to begin with
         * @throws IOException if {@code to} throws it
         */
        public void handOn(List<String> before, AppControl.Lines to) throws IOException, InterruptedException {
            for (String line : before) {
                to.line(line);
            }
            while (true) {
                to.line(next());
            }
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }
}
