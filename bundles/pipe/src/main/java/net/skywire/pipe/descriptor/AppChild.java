package net.skywire.pipe.descriptor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** A process started with pipes. A thread of its own waits for its end. */
public final class AppChild {

    static final int SIGKILL = 9;
    static final int SIGTERM = 15;

    private final LibC libc;
    private final int pid;
    private final PipePair pipe;
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean ended;

    AppChild(LibC libc, int pid, PipePair pipe) {
        this.libc = libc;
        this.pid = pid;
        this.pipe = pipe;
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

    /** Completes when the process has ended, on the thread that waited for it. */
    public CompletableFuture<ExitStatus> exit() {
        return exit;
    }

    private void awaitEnd() {
        try {
            try {
                libc.awaitExit(pid);
            } finally {
                forget();
            }
            exit.complete(new ExitStatus(libc.reap(pid)));
        } catch (ErrnoException | RuntimeException e) {
            exit.completeExceptionally(e);
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

    /** Asks it to end. Does nothing if it has. */
    public void terminate() {
        signal(SIGTERM);
    }

    /** Ends it. Does nothing if it has ended. */
    public void kill() {
        signal(SIGKILL);
    }

    private void signal(int number) {
        lock.lock();
        try {
            if (!ended) {
                libc.kill(pid, number);
            }
        } catch (ErrnoException e) {
            throw new IllegalStateException("signal " + number + " to child " + pid, e);
        } finally {
            lock.unlock();
        }
    }
}
