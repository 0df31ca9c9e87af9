package net.skywire.node.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.time.Duration;

/** Reads what a process writes to its standard output and error, so that it never has to wait, on a thread of its own. */
final class OutputReader {

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final int BUFFER = 32 * 1024;

    private final FileChannel output;
    private final AppLog log;
    private final Thread thread;

    OutputReader(String app, FileChannel output, AppLog log) {
        this.output = output;
        this.log = log;
        thread = new Thread(null, this::read, "skywire-log-" + app, 0, false);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try (output) {
            while (output.read(buffer.clear()) >= 0) {
                log.write(buffer.flip());
            }
        } catch (ClosedChannelException e) {
            LOG.log(Level.DEBUG, "{0} ends before its stream", thread.getName());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0}: {1}", thread.getName(), e.getMessage());
        }
    }

    /**
     * Waits for the end of the stream; who has it open beyond {@code longest} is not heard any more. Comes back when
     * the thread has ended.
     */
    void finish(Duration longest) {
        try {
            thread.join(longest.toMillis());
            output.close();
            thread.join(longest.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0}: {1}", thread.getName(), e.getMessage());
        }
    }
}
