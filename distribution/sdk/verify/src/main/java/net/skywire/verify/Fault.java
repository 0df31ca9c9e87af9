package net.skywire.verify;

/** Something that an app has thrown, in one line. */
final class Fault {

    private Fault() {}

    /** Its last cause, and where that was thrown. */
    static String line(Throwable fault) {
        Throwable last = fault;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        StackTraceElement[] trace = last.getStackTrace();
        String text = last.toString().replaceAll("[\\p{C}\\s]+", " ").strip();
        return trace.length == 0 ? text : text + " at " + trace[0];
    }
}
