package net.skywire.repository.place;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file, as its place gives it.
 *
 * @param in its bytes; ends early where the connection breaks
 * @param from which byte of the file is the first in {@code in}
 * @param tag changes with the file; empty if the place has none
 * @param unchanged whether it still has the tag that was asked for, and {@code in} is empty
 * @param end what to do when it has been read, or is not needed
 */
public record Content(InputStream in, long from, String tag, boolean unchanged, Runnable end) implements Closeable {

    @Override
    public void close() throws IOException {
        end.run();
        in.close();
    }
}
