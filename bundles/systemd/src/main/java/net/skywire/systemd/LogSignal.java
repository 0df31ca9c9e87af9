package net.skywire.systemd;

import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** The container's log as a sign that something has changed: whatever becomes of an app is a line there. */
final class LogSignal extends Handler {

    private static final String OURS = "net.skywire.";

    private final Runnable onChange;

    /** @param onChange called by whoever logs; must not block */
    LogSignal(Runnable onChange) {
        this.onChange = onChange;
    }

    @Override
    public void publish(LogRecord line) {
        String source = line.getLoggerName();
        if (source != null && source.startsWith(OURS)) {
            onChange.run();
        }
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public void close() {
        // nothing is open
    }
}
