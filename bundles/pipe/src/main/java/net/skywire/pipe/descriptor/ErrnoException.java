package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.util.Map;

/** The system has refused a call. */
public final class ErrnoException extends IOException {

    private static final long serialVersionUID = 1;

    static final int EPERM = 1;
    static final int EBADF = 9;
    /** Also of a write for which there is no room. */
    public static final int EAGAIN = 11;

    /** Also stands for a function that the C library lacks. */
    public static final int ENOSYS = 38;

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(EPERM, "operation not permitted"),
            Map.entry(2, "no such file or directory"),
            Map.entry(3, "no such process"),
            Map.entry(7, "argument list too long"),
            Map.entry(8, "not a program this system can run"),
            Map.entry(EBADF, "no such descriptor"),
            Map.entry(10, "no such child process"),
            Map.entry(EAGAIN, "no more processes allowed"),
            Map.entry(12, "out of memory"),
            Map.entry(13, "permission denied"),
            Map.entry(20, "not a directory"),
            Map.entry(23, "too many open files in the system"),
            Map.entry(24, "too many open files"),
            Map.entry(32, "nobody reads any more"),
            Map.entry(98, "something is there already"),
            Map.entry(111, "nobody answers"),
            Map.entry(ENOSYS, "not in this system's C library"));

    private final int errno;

    /** @param call the name of the function */
    public ErrnoException(String call, int errno) {
        super(call + ": " + TEXTS.getOrDefault(errno, "error") + " (errno " + errno + ')');
        this.errno = errno;
    }

    /** As in errno.h of Linux. */
    public int errno() {
        return errno;
    }

    /** The error in words. */
    String reason() {
        return TEXTS.getOrDefault(errno, "errno " + errno);
    }
}
