package net.skywire.verify;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a node has to say of an app, in place of the log. Any thread may call. */
final class LogWatch extends Handler {

    private static final String OURS = "net.skywire.";

    /** Loggers that are configured are kept while somebody holds them. */
    private final Logger root = Logger.getLogger("");

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    /** Takes the place of all other handlers of this JVM. */
    static LogWatch install() {
        LogWatch watch = new LogWatch();
        for (Handler handler : watch.root.getHandlers()) {
            watch.root.removeHandler(handler);
        }
        watch.root.addHandler(watch);
        return watch;
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.WARNING.intValue()
                && String.valueOf(record.getLoggerName()).startsWith(OURS)) {
            records.add(record);
        }
    }

    /** Forgets what has been said. */
    void clear() {
        records.clear();
    }

    /** What has been said since, at this level or a worse one. */
    List<String> lines(Level level) {
        return records.stream()
                .filter(record -> record.getLevel().intValue() >= level.intValue())
                .map(formatter::formatMessage)
                .toList();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
