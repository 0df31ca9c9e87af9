package net.skywire.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of a container or of the JDK, run to its end. */
final class Command {

    private static final long LONGEST_SECONDS = 60;

    private Command() {}

    /** What it has said, on either of its outputs. */
    record Answer(int code, String text) {}

    /** @throws IOException if it cannot be run, or does not end */
    static Answer run(Path program, String... words) throws IOException {
        return run(new ProcessBuilder(), program, words);
    }

    /** @param builder has the environment */
    static Answer run(ProcessBuilder builder, Path program, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(program.toString()));
        all.addAll(Arrays.asList(words));
        Process process = builder.command(all).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("expected " + program + " to end within " + LONGEST_SECONDS + " s, it does not");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during " + program, e);
        }
        return new Answer(process.exitValue(), text);
    }
}
