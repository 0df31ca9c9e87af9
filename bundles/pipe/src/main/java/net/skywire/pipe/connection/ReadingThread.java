package net.skywire.pipe.connection;

import java.util.ArrayList;
import java.util.List;

/**
 * The thread that reads a pipe. What it puts to be written, here and on other pipes, goes out when it has served all that
 * it has read at once: one write for each pipe.
 */
final class ReadingThread extends Thread {

    private final List<Outbound> due = new ArrayList<>();

    ReadingThread(Runnable work, String name) {
        super(null, work, name, 0, false);
        setDaemon(true);
    }

    /** Has what was put written: now, or when the thread that reads has served what it has read. */
    static void flush(Outbound outbound) {
        if (Thread.currentThread() instanceof ReadingThread reader) {
            reader.add(outbound);
        } else {
            outbound.flush();
        }
    }

    private void add(Outbound outbound) {
        if (!due.contains(outbound)) {
            due.add(outbound);
        }
    }

    /** Called by this thread when it has served what it has read. */
    void flushDue() {
        due.forEach(Outbound::flush);
        due.clear();
    }
}
