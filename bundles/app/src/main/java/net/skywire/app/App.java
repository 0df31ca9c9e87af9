package net.skywire.app;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.skywire.app.spi.NodeConnectors;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An app's seat at its node: it accepts loops, dials loops, and gives up both when closed. Every method may be called
 * from any thread, virtual or not. Whoever receives a loop closes it.
 */
@ProviderType
public interface App extends AutoCloseable {

    /**
     * Takes a seat at the node that started this process, by the pipes on descriptors 3 and 4. An app that is a bundle
     * has no use for this: it is given its {@code App}.
     *
     * @throws java.net.ConnectException if the node refuses the app; the message carries the node's reason
     * @throws java.net.BindException if the app's port is taken
     * @throws IOException if descriptors 3 and 4 are not a node's pipes, or the node does not answer in time
     */
    static App setup(AppConfig config) throws IOException {
        return NodeConnectors.ofThisProcess().connect(config);
    }

    /**
     * Waits, without limit, for the next loop a remote app opens. When several threads wait, each loop goes to exactly
     * one of them.
     *
     * @throws java.nio.channels.AsynchronousCloseException if this app is closed during the wait
     * @throws java.nio.channels.ClosedChannelException if this app is closed already
     * @throws java.io.InterruptedIOException if the waiting thread is interrupted; its interrupt status stays set
     */
    Loop accept() throws IOException;

    /**
     * As {@link #accept()}, but waits no longer than {@code timeout}.
     *
     * @throws java.net.SocketTimeoutException if no loop comes within {@code timeout}
     */
    Loop accept(Duration timeout) throws IOException;

    /**
     * Opens a loop to {@code remote}. Nothing is left open when this throws.
     *
     * @param timeout the longest wait for the answer; more than zero
     * @throws java.net.ConnectException if the answer is no; the message carries its reason
     * @throws java.net.SocketTimeoutException if no answer comes within {@code timeout}
     * @throws java.nio.channels.ClosedChannelException if this app is closed, before or during the wait
     * @throws java.io.InterruptedIOException if the waiting thread is interrupted; its interrupt status stays set
     */
    Loop dial(Addr remote, Duration timeout) throws IOException;

    /**
     * Where others reach this app: its node's key and its own port. Empty while the node has not told; a Go node does
     * so with the first loop from outside.
     */
    Optional<Addr> addr();

    /** Name and version this app is known by at its node. */
    AppConfig config();

    /** What the operator configured for this app, or wrote behind it on the command line. */
    List<String> arguments();

    /** Ends every open loop and leaves the node. Wakes whoever waits. Closing twice does nothing. */
    @Override
    void close();
}
