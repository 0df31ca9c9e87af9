package net.skywire.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the bundle under test logs: each line begins with its level. */
public final class LogLines extends Handler implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 20;

    private final Logger logger = Logger.getLogger("net.skywire.deploy");
    private final Formatter formatter = new SimpleFormatter();
    private final List<String> lines = new ArrayList<>();

    public LogLines() {
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        lines.add(entry.getLevel() + " " + formatter.formatMessage(entry));
        notifyAll();
    }

    /** Waits for the next line that begins so, and takes it and all before it. */
    public synchronized String await(String begin) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (true) {
            for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).startsWith(begin)) {
                    String line = lines.get(at);
                    lines.subList(0, at + 1).clear();
                    return line;
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("expected a line \"" + begin + "\", got " + lines);
            }
            wait(left);
        }
    }

    public synchronized long count(Predicate<String> which) {
        return lines.stream().filter(which).count();
    }

    @Override
    public void flush() {
        // every line is taken at once
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
