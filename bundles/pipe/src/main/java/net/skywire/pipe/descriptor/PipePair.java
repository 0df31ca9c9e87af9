package net.skywire.pipe.descriptor;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * One side's ends of the two pipes between an app and its node.
 *
 * @param in to read from
 * @param out to write to
 */
public record PipePair(FileChannel in, PromptChannel out) implements Closeable {

    @Override
    public void close() throws IOException {
        try (in) {
            out.close();
        }
    }
}
