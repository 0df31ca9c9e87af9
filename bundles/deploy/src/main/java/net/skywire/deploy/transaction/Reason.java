package net.skywire.deploy.transaction;

/** What operators are told of failures in code that is not ours: one line each. */
final class Reason {

    private static final int MAX_LENGTH = 500;
    private static final String CAUSE = "Caused by: ";

    private Reason() {}

    static String of(Throwable failure) {
        Throwable cause = failure.getCause();
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String all = cause == null ? text : text + ": " + cause;
        return clean(all);
    }

    /** What is at the bottom of a stack trace. */
    static String bottom(String trace) {
        return clean(trace.lines()
                .filter(line -> line.startsWith(CAUSE))
                .reduce((one, next) -> next)
                .map(line -> line.substring(CAUSE.length()))
                .orElseGet(() -> trace.lines().findFirst().orElse("")));
    }

    private static String clean(String text) {
        String line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + " ...";
    }

    /** Where a thread is in code that is neither Java's nor the framework's; empty if it is nowhere there. */
    static String place(Thread thread) {
        for (StackTraceElement each : thread.getStackTrace()) {
            String name = each.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")) {
                return " in " + each;
            }
        }
        return "";
    }
}
