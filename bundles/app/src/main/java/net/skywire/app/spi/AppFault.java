package net.skywire.app.spi;

import java.io.IOException;

/** What an operator is told, in one line, of something that an app's code has thrown. */
public final class AppFault {

    private AppFault() {}

    /** The message's first line; of what is no {@link IOException} also its kind, and where in the code to look. */
    public static String line(Throwable fault) {
        String name = fault.getClass().getSimpleName();
        String text = text(fault, name);
        if (fault instanceof IOException) {
            return text;
        }
        StackTraceElement[] trace = fault.getStackTrace();
        return (text.equals(name) ? name : name + ": " + text) + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private static String text(Throwable fault, String absent) {
        String message = fault.getMessage();
        return message == null || message.isBlank()
                ? absent
                : message.strip().lines().findFirst().orElseThrow();
    }
}
