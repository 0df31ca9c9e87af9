package net.skywire.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A connection between two apps. What one side writes the other reads, complete and in order.
 *
 * <p>Messages keep their boundaries: one write of up to {@link #MAX_MESSAGE} bytes arrives as one message, and a read
 * never joins two. A longer write is cut into several messages; a read into a smaller buffer leaves the rest of the
 * message for the next read. Empty messages are neither sent nor delivered.
 *
 * <p>Every method may be called from any thread, virtual or not; concurrent reads take turns, and so do concurrent
 * writes. A thread that is interrupted while it waits gets an {@link java.io.InterruptedIOException} and keeps its
 * interrupt status, and the loop stays open. {@link #close} wakes all who wait, with an
 * {@link java.nio.channels.AsynchronousCloseException}.
 */
@ProviderType
public interface Loop extends ByteChannel {

    /** Bytes in the longest message. */
    int MAX_MESSAGE = 32 * 1024;

    /** This end. */
    Addr localAddress();

    /** The other end. */
    Addr remoteAddress();

    /** Both ends in the form of the specification. */
    default LoopAddr address() {
        return new LoopAddr(localAddress().port(), remoteAddress());
    }

    /**
     * Waits for a message and reads as much of it as {@code target} has room for.
     *
     * @return the bytes read, or -1 once the other end has closed and everything it wrote has been read
     * @throws java.net.SocketTimeoutException if nothing comes within the read timeout; the loop stays usable
     * @throws IOException if the node is lost
     */
    @Override
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes all of {@code source}, waiting while the other end is slower.
     *
     * @return the bytes written, always all that remained
     * @throws java.net.SocketTimeoutException if the other end takes nothing for as long as the write timeout; the
     *     position of {@code source} tells what has been written
     * @throws java.net.SocketException if the other end has closed, or the node is lost
     */
    @Override
    int write(ByteBuffer source) throws IOException;

    /** This loop's incoming bytes; closing the stream closes the loop. The same stream each time. */
    InputStream input();

    /** This loop's outgoing bytes, unbuffered; closing the stream closes the loop. The same stream each time. */
    OutputStream output();

    /** The longest wait of a read that begins after this; zero, as at the beginning, is without limit. */
    void setReadTimeout(Duration timeout);

    /** The longest wait of a write that begins after this; zero, as at the beginning, is without limit. */
    void setWriteTimeout(Duration timeout);

    /**
     * From now on hands each message to {@code listener} instead of to readers; needs no thread while nothing comes.
     * What has arrived unread is handed over first.
     *
     * @throws IllegalStateException if there is a listener already
     */
    void listen(LoopListener listener);

    /** Whether this loop has been given a listener. */
    boolean listening();

    /** Tells the other end, which still reads what was written before. Closing twice does nothing. */
    @Override
    void close();
}
