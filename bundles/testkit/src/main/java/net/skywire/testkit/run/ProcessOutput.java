package net.skywire.testkit.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Prints what a process writes as the test's own output, on a thread of its own, and keeps the last lines. */
final class ProcessOutput {

    private static final int MOST_LINES = 20;

    private final String app;
    private final FileChannel output;
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;

    ProcessOutput(String app, FileChannel output) {
        this.app = app;
        this.output = output;
        thread = new Thread(this::read, "skywire-testkit-output-" + app);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(Channels.newReader(output, StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                keep(line);
                System.out.println(app + ": " + line);
            }
        } catch (IOException e) {
            keep("output ends: " + e);
        } finally {
            end.complete(null);
        }
    }

    private synchronized void keep(String line) {
        lines.add(line);
        if (lines.size() > MOST_LINES) {
            lines.remove();
        }
    }

    synchronized List<String> last() {
        return List.copyOf(lines);
    }

    /** The last line that begins so, without its beginning. */
    Optional<String> lastThatBegins(String beginning) {
        return last().stream()
                .filter(line -> line.startsWith(beginning))
                .reduce((first, second) -> second)
                .map(line -> line.substring(beginning.length()));
    }

    /** Completes when all has been read. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** The process is gone, but what it has started may have its output. */
    void close(Duration longest) throws IOException {
        try {
            thread.join(longest.toMillis());
            output.close();
            thread.join(longest.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
