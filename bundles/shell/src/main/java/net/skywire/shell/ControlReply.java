package net.skywire.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The answer to a request: lines of UTF-8 that go out as they come. The first word of each says what it is: {@code out},
 * {@code progress}, {@code error}, {@code usage}, or, at the end, {@code exit} with the exit code. Nothing in a line can
 * steer a terminal. A client that takes none of it for too long is closed.
 */
final class ControlReply implements Reply {

    private final SocketChannel client;
    private final ScheduledExecutorService deadlines;
    private final Duration longestWrite;
    private final Supplier<Path> directory;

    /** @param directory where the client is; may throw what the command is to end with */
    ControlReply(
            SocketChannel client, ScheduledExecutorService deadlines, Duration longestWrite, Supplier<Path> directory) {
        this.client = client;
        this.deadlines = deadlines;
        this.longestWrite = longestWrite;
        this.directory = directory;
    }

    @Override
    public void line(String text) throws IOException {
        write("out", text);
    }

    @Override
    public void progress(String text) throws IOException {
        write("progress", text);
    }

    @Override
    public void error(String text) throws IOException {
        write("error", text);
    }

    @Override
    public void usage(String text) throws IOException {
        write("usage", text);
    }

    @Override
    public Path directory() {
        return directory.get();
    }

    /** Nothing follows it. */
    void exit(int code) throws IOException {
        write("exit", Integer.toString(code));
    }

    private void write(String kind, String text) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            lines.append(kind).append(' ').append(Printable.of(line)).append('\n');
        }
        ByteBuffer out = StandardCharsets.UTF_8.encode(lines.toString());
        Future<?> deadline = deadline();
        try {
            while (out.hasRemaining()) {
                client.write(out);
            }
        } finally {
            deadline.cancel(false);
        }
    }

    private Future<?> deadline() throws IOException {
        try {
            return deadlines.schedule(
                    () -> ControlSocket.close(client), longestWrite.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw new IOException("the control socket is closed", e);
        }
    }
}
