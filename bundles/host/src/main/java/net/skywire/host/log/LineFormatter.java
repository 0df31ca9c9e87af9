package net.skywire.host.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * A line for each record; a stack trace only where an exception is logged as such, which means a fault of a program.
 * Does without the parts of the JDK that know all languages, and without java.time's rules of time zones: to load them
 * takes a tenth of a second of a board's start.
 */
public final class LineFormatter extends Formatter {

    private static final int LONGEST_LEVEL = "WARNING".length();

    @Override
    public String format(LogRecord entry) {
        String line = time(entry.getMillis()) + ' ' + level(entry) + ' ' + entry.getLoggerName() + "  "
                + formatMessage(entry) + '\n';
        if (entry.getThrown() == null) {
            return line;
        }
        StringWriter trace = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(trace, true));
        return line + trace;
    }

    private static String time(long millis) {
        int offset = (int) TimeUnit.MILLISECONDS.toSeconds(TimeZone.getDefault().getOffset(millis));
        long second = TimeUnit.SECONDS.toMillis(1);
        int nanos = (int) TimeUnit.MILLISECONDS.toNanos(Math.floorMod(millis, second));
        // An odd nanosecond makes all digits be written
        String text = LocalDateTime.ofEpochSecond(
                        Math.floorDiv(millis, second), nanos | 1, ZoneOffset.ofTotalSeconds(offset))
                .toString();
        return text.substring(0, "2026-01-31T12:00:00.000".length()).replace('T', ' ');
    }

    private static String level(LogRecord entry) {
        String name = entry.getLevel().getName();
        return name + " ".repeat(Math.max(0, LONGEST_LEVEL - name.length()));
    }

    @Override
    public String formatMessage(LogRecord entry) {
        String pattern = entry.getMessage();
        Object[] values = entry.getParameters();
        boolean simple =
                pattern != null && values != null && entry.getResourceBundle() == null && pattern.indexOf('\'') < 0;
        String text = simple ? filledIn(pattern, values) : null;
        return text == null ? super.formatMessage(entry) : text;
    }

    /** As {@link java.text.MessageFormat} would, but with numbers as programs write them; null if there is more to do. */
    private static String filledIn(String pattern, Object[] values) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
            int at = open + 2 < pattern.length() && pattern.charAt(open + 2) == '}'
                    ? pattern.charAt(open + 1) - '0'
                    : -1;
            if (at < 0 || at >= values.length || at > 9 || values[at] instanceof Date) {
                return null;
            }
            text.append(pattern, from, open).append(values[at]);
            from = open + 3;
        }
        return text.append(pattern, from, pattern.length()).toString();
    }
}
