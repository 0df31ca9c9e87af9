package net.skywire.pipe.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import net.skywire.pipe.frame.BodyException;
import net.skywire.pipe.loop.Outcome;

/** An answer that a thread waits for. */
public final class Inquiry<T> implements Answer {

    /** What the body of an answer says; made of it on the reading thread, before anything that comes behind it. */
    @FunctionalInterface
    public interface Meaning<T> {
        T of(ByteBuffer body) throws BodyException;
    }

    private final Outcome<T> outcome = new Outcome<>();
    private final Meaning<T> meaning;
    private final Consumer<T> tooLate;

    /** @param tooLate gets the result if nobody waits for it any more */
    public Inquiry(Meaning<T> meaning, Consumer<T> tooLate) {
        this.meaning = meaning;
        this.tooLate = tooLate;
    }

    @Override
    public void success(ByteBuffer body) {
        try {
            T value = meaning.of(body);
            if (!outcome.is(value)) {
                tooLate.accept(value);
            }
        } catch (BodyException e) {
            outcome.fails(e);
        }
    }

    @Override
    public void failure(String reason) {
        outcome.isRefusal(reason);
    }

    /** As {@link Outcome#await}. */
    public T await(Duration timeout, String what) throws IOException {
        return outcome.await(timeout, what);
    }
}
