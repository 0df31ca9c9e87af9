package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A process started with pipes, which leads a process group of its own: what it starts stays in the group, unless it
 * sees to the contrary, and is signalled with it. A thread waits for its end; what is left of its group then has a second to end.
 */
public final class AppChild {

    private static final Logger LOG = System.getLogger("net.skywire.pipe");
    private static final long LONGEST_REST_NANOS = 1_000_000_000;
    private static final long LOOK_NANOS = 20_000_000;

    static final int SIGKILL = 9;
    static final int SIGTERM = 15;

    private final LibC libc;
    private final int pid;
    private final PipePair pipe;
    private final Optional<FileChannel> output;
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean ended;

    AppChild(LibC libc, int pid, PipePair pipe, Optional<FileChannel> output) {
        this.libc = libc;
        this.pid = pid;
        this.pipe = pipe;
        this.output = output;
        Thread waiter = new Thread(this::awaitEnd, "skywire-wait-" + pid);
        waiter.setDaemon(true);
        waiter.start();
    }

    public int pid() {
        return pid;
    }

    /** Our ends of its pipes; whoever has started the process closes them. */
    public PipePair pipe() {
        return pipe;
    }

    /** What it writes to its standard output and error, if that is captured; whoever has started the process closes it. */
    public Optional<FileChannel> output() {
        return output;
    }

    /** Completes when the process has ended, on the thread that waited for it. */
    public CompletableFuture<ExitStatus> exit() {
        return exit;
    }

    private void awaitEnd() {
        try {
            try {
                libc.awaitExit(pid);
                endGroup();
            } finally {
                forget();
            }
            exit.complete(new ExitStatus(libc.reap(pid)));
        } catch (ErrnoException | RuntimeException e) {
            exit.completeExceptionally(e);
        }
    }

    /** What the process leaves has a moment to end as it should. */
    private void endGroup() {
        try {
            if (!isGroupEmpty()) {
                terminate();
                awaitGroup();
                kill();
                awaitGroup();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the processes that {0} has left are ended at once: {1}", pid, e.getMessage());
        } finally {
            kill();
        }
    }

    private boolean isGroupEmpty() throws IOException {
        return new ProcessGroup(pid).members().isEmpty();
    }

    private void awaitGroup() throws IOException {
        long deadline = System.nanoTime() + LONGEST_REST_NANOS;
        while (!isGroupEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** From here on its id may be another process's. */
    private void forget() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    /** Asks it and its group to end. Does nothing if it has ended. */
    public void terminate() {
        signal(SIGTERM);
    }

    /** Ends it and its group. Does nothing if it has ended. */
    public void kill() {
        signal(SIGKILL);
    }

    private void signal(int number) {
        lock.lock();
        try {
            if (!ended) {
                libc.kill(-pid, number);
            }
        } catch (ErrnoException e) {
            throw new IllegalStateException("signal " + number + " to child " + pid, e);
        } finally {
            lock.unlock();
        }
    }
}
