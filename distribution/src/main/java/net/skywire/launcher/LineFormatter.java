package net.skywire.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A line for each record; a stack trace only where an exception is logged as such, which means a fault of a program. */
public final class LineFormatter extends Formatter {

    private static final int LONGEST_LEVEL = "WARNING".length();

    @Override
    public String format(LogRecord entry) {
        String line = time(LocalDateTime.ofInstant(entry.getInstant(), ZoneId.systemDefault())) + ' ' + level(entry)
                + ' ' + entry.getLoggerName() + "  " + formatMessage(entry) + '\n';
        if (entry.getThrown() == null) {
            return line;
        }
        StringWriter trace = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(trace, true));
        return line + trace;
    }

    /** Without java.util.Formatter, which takes a tenth of a second of a board's start. An odd nanosecond makes all digits be written. */
    private static String time(LocalDateTime time) {
        String text = time.withNano(time.getNano() | 1).toString();
        return text.substring(0, "2026-01-31T12:00:00.000".length()).replace('T', ' ');
    }

    private static String level(LogRecord entry) {
        String name = entry.getLevel().getName();
        return name + " ".repeat(Math.max(0, LONGEST_LEVEL - name.length()));
    }
}
