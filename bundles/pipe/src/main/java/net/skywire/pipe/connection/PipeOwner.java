package net.skywire.pipe.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.skywire.pipe.frame.SendView;

/** Serves the requests that come in on a pipe, on the thread that reads it: nothing here may block. */
public interface PipeOwner {

    /**
     * The other side asks for something; {@link PipeConnection#succeed} or {@link PipeConnection#fail} answers, now or
     * later.
     *
     * @param body lent until this returns
     * @throws IOException to end the connection
     */
    void request(byte type, int id, ByteBuffer body) throws IOException;

    /**
     * The other side asks to take a message, on a loop on which it did so before; answered as any request.
     *
     * @param send lent until this returns
     */
    void send(int id, SendView send);

    /** @param cause what broke the connection; null if either side closed it */
    void ended(IOException cause);

    /** Runs {@code action} when the other side has had {@link net.skywire.pipe.Limits#UNUSED_LOOP}, or now if it needs none. */
    default void later(Runnable action) {
        action.run();
    }
}
