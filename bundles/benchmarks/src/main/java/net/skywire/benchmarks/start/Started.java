package net.skywire.benchmarks.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that was started and has said what was waited for. */
record Started(double milliseconds, double megabytes) {

    private static final long LONGEST_SECONDS = 10;

    /**
     * Starts a program, waits for a text in what it prints, and ends it.
     *
     * @param instead another text, after which the first will not come
     * @return empty if that other one has come
     */
    static Optional<Started> until(String text, String instead, ProcessBuilder program)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = program.redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder all = new StringBuilder();
            String line = lines.readLine();
            while (line != null && !line.contains(text)) {
                if (line.contains(instead)) {
                    return Optional.empty();
                }
                all.append(line).append('\n');
                line = lines.readLine();
            }
            if (line == null) {
                throw new IOException("expected \"" + text + "\", got:\n" + all);
            }
            double milliseconds = (System.nanoTime() - start) / 1e6;
            return Optional.of(new Started(milliseconds, residentMegabytes(process.pid())));
        } finally {
            end(process);
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static double residentMegabytes(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        }
    }
}
