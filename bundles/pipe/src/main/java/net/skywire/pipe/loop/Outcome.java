package net.skywire.pipe.loop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What one thread finds out and another waits for. Once the wait is over, nothing can be found out any more. */
public final class Outcome<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();

    /** False if nobody waits any more: then {@code value} is still the caller's to clean up. */
    public boolean is(T value) {
        return result.complete(value);
    }

    /** The answer is no. */
    public void isRefusal(String reason) {
        fails(new ConnectException(reason));
    }

    public void fails(IOException failure) {
        result.completeExceptionally(failure);
    }

    /**
     * Waits for the outcome. One that comes at the very moment of a timeout or interrupt is given all the same, so that
     * none is lost.
     *
     * @param what begins the message of a timeout
     * @throws ConnectException if the answer is no
     */
    public T await(Duration timeout, String what) throws IOException {
        try {
            return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            fails(new SocketTimeoutException(what + ": no answer came within " + timeout.toMillis() + " ms"));
            return found();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fails(new InterruptedIOException(what + ": interrupted while waiting for the answer"));
            return found();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private T found() throws IOException {
        try {
            return result.join();
        } catch (CompletionException e) {
            throw failure(e.getCause());
        }
    }

    private static IOException failure(Throwable cause) {
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }
}
