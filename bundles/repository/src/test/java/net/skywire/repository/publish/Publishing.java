package net.skywire.repository.publish;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The vendors' program, run in this JVM. */
public final class Publishing {

    /** What it said, and its exit code. */
    record Outcome(int code, String said) {}

    private Publishing() {}

    /** Fails if it does. */
    public static String run(String... args) {
        Outcome outcome = tried(args);
        if (outcome.code() != PublishCommand.DONE) {
            throw new AssertionError(outcome.said());
        }
        return outcome.said();
    }

    static Outcome tried(String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = new PublishCommand(out, out).run(java.util.List.of(args));
        return new Outcome(code, bytes.toString(StandardCharsets.UTF_8));
    }
}
