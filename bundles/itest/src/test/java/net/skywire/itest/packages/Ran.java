package net.skywire.itest.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;

/**
 * A program that has ended.
 *
 * @param text its output, and what it has complained of
 */
record Ran(int code, String text) {

    static Ran of(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes());
        return new Ran(process.waitFor(), text);
    }

    /** What it has said, if it has ended well. */
    static String well(String... words) throws IOException, InterruptedException {
        return of(List.of(words)).well();
    }

    String well() {
        assertEquals(0, code, text);
        return text;
    }
}
