package net.skywire.host;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A service of who lets an operator start and stop apps. Any thread may call; all but {@link #controls} may block, for
 * up to half a minute, and {@link #follow} for ever. What cannot be done is said by an exception's message, for the operator to read.
 */
@ProviderType
public interface AppControl {

    /** The most lines of a log. */
    int MAX_LINES = 1000;

    /** Whether the app is one of those that are started and stopped here. Does not block. */
    boolean controls(String app);

    /** @throws IOException if it runs already or cannot be started */
    void start(String app) throws IOException;

    /**
     * Comes back when the app is gone; it is not started again by itself.
     *
     * @throws IOException if it does not end
     */
    void stop(String app) throws IOException;

    /**
     * Stops the app if it runs, and starts it.
     *
     * @throws IOException if it does not end
     */
    void restart(String app) throws IOException;

    /**
     * The last lines that the app has written, up to {@code lines} and {@link #MAX_LINES}.
     *
     * @throws IOException if there is no log, or it cannot be read
     */
    List<String> log(String app, int lines) throws IOException;

    /** Takes lines. */
    @FunctionalInterface
    interface Lines {

        /** One line, without its end. */
        void line(String text) throws IOException;
    }

    /**
     * As {@link #log}, and then each further line as the app writes it, for as long as this thread is not interrupted. A
     * taker that is too slow loses lines, and is told how many.
     *
     * @throws IOException if there is no log, or it cannot be read, or {@code to} throws it
     */
    void follow(String app, int lines, Lines to) throws IOException, InterruptedException;
}
