package net.skywire.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Held by the container that runs in a folder, so that there is never a second one. Its file names the process. It ends
 * with the process, however that ends; the file stays, since another process may be about to lock it.
 */
final class HomeLock implements AutoCloseable {

    private final FileChannel file;

    private HomeLock(FileChannel file) {
        this.file = file;
    }

    /** @throws IOException if another process holds it */
    static HomeLock take(Path home) throws IOException {
        FileChannel file = FileChannel.open(
                home.resolve("data/skywire-osgi.pid"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            file.close();
            throw new IOException("expected no other container in " + home + ", found one running");
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        return new HomeLock(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
