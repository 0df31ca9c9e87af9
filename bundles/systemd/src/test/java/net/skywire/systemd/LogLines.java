package net.skywire.systemd;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What this bundle logs meanwhile. */
final class LogLines extends Handler {

    private static final Logger LOG = Logger.getLogger("net.skywire.systemd");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    LogLines() {
        LOG.addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getLevel() + " " + formatter.formatMessage(line));
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public void close() {
        LOG.removeHandler(this);
    }
}
