package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The end of a pipe to write to, open twice: whether a write waits is a property of the open file, not of the call. The
 * descriptor that does not wait is closed under the lock under which it is used, so that no write goes to another file.
 */
final class PipeOut implements PromptChannel {

    private final FileChannel waiting;
    private final LibC libc;
    private final ReentrantLock lock = new ReentrantLock();
    private int prompt;

    /** @param prompt a descriptor in non-blocking mode; belongs to this from now on */
    PipeOut(FileChannel waiting, LibC libc, int prompt) {
        this.waiting = waiting;
        this.libc = libc;
        this.prompt = prompt;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return waiting.write(from);
    }

    @Override
    public int writeNow(ByteBuffer from) throws IOException {
        lock.lock();
        try {
            if (prompt < 0) {
                throw new ClosedChannelException();
            }
            int count = libc.write(prompt, from);
            from.position(from.position() + count);
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        return waiting.isOpen();
    }

    @Override
    public void close() throws IOException {
        try (waiting) {
            closePrompt();
        }
    }

    private void closePrompt() throws IOException {
        lock.lock();
        try {
            if (prompt >= 0) {
                int closed = prompt;
                prompt = -1;
                libc.close(closed);
            }
        } finally {
            lock.unlock();
        }
    }
}
