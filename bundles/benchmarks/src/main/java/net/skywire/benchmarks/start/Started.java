package net.skywire.benchmarks.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that was started and has said what was waited for. Ends with it.
 *
 * @param milliseconds until then
 * @param cpuMilliseconds of processor time until then, with its children
 */
record Started(Process process, double milliseconds, double cpuMilliseconds) implements AutoCloseable {

    private static final long LONGEST_SECONDS = 300;

    /**
     * Starts a program and waits for a text in what it prints.
     *
     * @throws IOException if it does not come
     */
    static Started until(String text, ProcessBuilder program) throws IOException {
        long start = System.nanoTime();
        Process process = program.redirectErrorStream(true).start();
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS));
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder();
        String line = lines.readLine();
        while (line != null && !line.contains(text)) {
            all.append(line).append('\n');
            line = lines.readLine();
        }
        double milliseconds = (System.nanoTime() - start) / 1e6;
        late.cancel(false);
        if (line == null) {
            throw new IOException("expected \"" + text + "\", got:\n" + all);
        }
        Thread rest = new Thread(() -> drain(process), "rest");
        rest.setDaemon(true);
        rest.start();
        return new Started(process, milliseconds, cpuMilliseconds(process));
    }

    private static void drain(Process process) {
        try {
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            return; // it is closed at the end
        }
    }

    private static double cpuMilliseconds(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .mapToDouble(each -> each.info()
                        .totalCpuDuration()
                        .map(duration -> duration.toNanos() / 1e6)
                        .orElse(0.0))
                .sum();
    }

    double cpuMillisecondsNow() {
        return cpuMilliseconds(process);
    }

    /** Resident memory, of the largest process. */
    double megabytes() throws IOException {
        double most = 0;
        for (ProcessHandle each : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList()) {
            most = Math.max(most, number(Path.of("/proc", Long.toString(each.pid()), "status"), "VmRSS:") / 1024.0);
        }
        return most;
    }

    /** How often each of its threads has gone to sleep, by their folders. */
    Map<Path, Long> sleeps() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return threads.collect(Collectors.toMap(
                    thread -> thread, thread -> number(thread.resolve("status"), "voluntary_ctxt_switches:")));
        }
    }

    private static long number(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it has ended
        }
    }

    /** Waits for all its processes: what still ends would take time from what is measured next. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : all) {
            each.onExit()
                    .completeOnTimeout(each, LONGEST_SECONDS, TimeUnit.SECONDS)
                    .thenAccept(ProcessHandle::destroyForcibly)
                    .join();
        }
    }
}
