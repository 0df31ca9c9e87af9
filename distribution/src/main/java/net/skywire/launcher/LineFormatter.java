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

    /** By hand: java.util.Formatter and what it needs take a tenth of a second of a board's start. */
    private static String time(LocalDateTime time) {
        StringBuilder text = new StringBuilder().append(time.toLocalDate()).append(' ');
        pad(text, time.getHour(), 2).append(':');
        pad(text, time.getMinute(), 2).append(':');
        pad(text, time.getSecond(), 2).append('.');
        return pad(text, time.getNano() / 1_000_000, 3).toString();
    }

    private static StringBuilder pad(StringBuilder text, int number, int digits) {
        String written = Integer.toString(number);
        return text.append("0".repeat(digits - written.length())).append(written);
    }

    private static String level(LogRecord entry) {
        String name = entry.getLevel().getName();
        return name + " ".repeat(Math.max(0, LONGEST_LEVEL - name.length()));
    }
}
