package net.skywire.pipe.descriptor;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The calls of the C library that pipes need and Java lacks: one service for each way to make them. Calls that are
 * interrupted by a signal are repeated here. Any thread may call.
 */
public interface LibC {

    /** By which the operator chooses it: {@code jna}, {@code panama}. */
    String name();

    /** Why it cannot work here; empty if it can. Found out once. */
    Optional<String> obstacle();

    /** @throws ErrnoException if the system refuses */
    int fcntl(int descriptor, int command, int argument) throws ErrnoException;

    /**
     * Makes a pipe.
     *
     * @return the end to read from and the end to write to
     */
    int[] pipe2(int flags) throws ErrnoException;

    void close(int descriptor) throws ErrnoException;

    /**
     * Opens a file that exists.
     *
     * @return its descriptor
     */
    int open(String path, int flags) throws ErrnoException;

    /**
     * Writes what there is room for.
     *
     * @param descriptor in non-blocking mode
     * @param from direct; its position stays as it is
     * @return bytes; 0 if there is no room
     */
    int write(int descriptor, ByteBuffer from) throws ErrnoException;

    /**
     * Starts a process with no signal blocked and none ignored, which leads a process group of its own; its standard
     * input is {@code /dev/null}.
     *
     * @return its id
     */
    int spawn(SpawnPlan plan) throws ErrnoException;

    /** Waits for a child to end. Its id stays its own until {@link #reap}. */
    void awaitExit(int pid) throws ErrnoException;

    /**
     * Lets a child go that has ended, or is about to.
     *
     * @return its status, as waitpid has it
     */
    int reap(int pid) throws ErrnoException;

    /** @param pid of a process, or, as a negative number, of a process group */
    void kill(int pid, int signal) throws ErrnoException;

    /** Those for sockets. */
    SocketCalls sockets();
}
