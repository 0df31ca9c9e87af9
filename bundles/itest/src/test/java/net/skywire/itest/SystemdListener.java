package net.skywire.itest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that stands for systemd where a service speaks to it. */
final class SystemdListener implements AutoCloseable {

    private static final Path PROGRAM = Path.of("src/test/resources/systemd.py").toAbsolutePath();
    private static final long AMPLE_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    /** @param name a path, or {@code @} and a name */
    SystemdListener(String name) throws IOException {
        process = new ProcessBuilder("python3", PROGRAM.toString(), name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = process.inputReader();
        if (!"bound".equals(lines.readLine())) {
            throw new IOException("expected a socket at " + name + ", found none");
        }
        Thread reader = new Thread(() -> lines.lines().forEach(messages::add), "systemd-listener");
        reader.setDaemon(true);
        reader.start();
    }

    /** The next message, its lines parted by a bar. */
    String next() throws InterruptedException {
        String message = messages.poll(AMPLE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("waited in vain for a message to systemd");
        }
        return message;
    }

    /** The next that begins so; those before it are forgotten. */
    String next(String start) throws InterruptedException {
        String message = next();
        while (!message.startsWith(start)) {
            message = next();
        }
        return message;
    }

    /** Whether none that begins so comes within {@code time}; all that come are forgotten. */
    boolean isSilent(String start, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            String message = messages.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (message == null || message.startsWith(start)) {
                return message == null;
            }
        }
    }

    void forget() {
        messages.clear();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
