package net.skywire.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A line for each record; a stack trace only where an exception is logged as such, which means a fault of a program. */
public final class LineFormatter extends Formatter {

    @Override
    public String format(LogRecord entry) {
        String line = String.format(
                "%1$tF %1$tT.%1$tL %2$-7s %3$s  %4$s%n",
                entry.getMillis(), entry.getLevel().getName(), entry.getLoggerName(), formatMessage(entry));
        if (entry.getThrown() == null) {
            return line;
        }
        StringWriter trace = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(trace, true));
        return line + trace;
    }
}
