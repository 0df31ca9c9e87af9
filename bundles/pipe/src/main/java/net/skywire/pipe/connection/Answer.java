package net.skywire.pipe.connection;

import java.nio.ByteBuffer;

/**
 * Waits for the answer to a request. One of its methods is called, once: by the thread that reads the pipe, or by the
 * one that ends the connection. Neither may block.
 */
public interface Answer {

    /** Makes nothing of the answer. */
    Answer IGNORED = new Answer() {
        @Override
        public void success(ByteBuffer body) {}

        @Override
        public void failure(String reason) {}
    };

    /** @param body lent until this returns */
    void success(ByteBuffer body);

    /** @param reason the other side's, or why there will be no answer */
    void failure(String reason);
}
