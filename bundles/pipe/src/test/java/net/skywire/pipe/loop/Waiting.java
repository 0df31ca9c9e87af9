package net.skywire.pipe.loop;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A thread that does something and is waited for until it waits itself. */
final class Waiting<T> extends FutureTask<T> {

    private final Thread thread = new Thread(this);

    Waiting(Callable<T> work) {
        super(work);
        thread.start();
        while (!isDone() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    T result() throws Exception {
        try {
            return get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
