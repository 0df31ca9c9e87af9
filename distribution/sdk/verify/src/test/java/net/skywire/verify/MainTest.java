package net.skywire.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... words) {
        return Main.run(List.of(words), new PrintStream(out, true), new PrintStream(err, true));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsHowItIsUsed() {
        assertEquals(0, run("--help"));

        assertTrue(text(out).startsWith("usage: java -jar skywire-verify.jar"));
    }

    @Test
    void saysWhatMakesNoSense() {
        assertEquals(2, run());
        assertEquals(2, run("--loud", "a.jar"));
        assertEquals(2, run("a.jar", "b.jar"));
        assertEquals(2, run("a.jar", "--publisher"));

        assertEquals(
                List.of(
                        "skywire-verify: expected the jar of an app, got none; --help tells more",
                        "skywire-verify: expected an option that there is, got --loud; --help tells more",
                        "skywire-verify: expected one jar, got a.jar and b.jar; --help tells more",
                        "skywire-verify: --publisher: expected a value, got nothing; --help tells more"),
                text(err).lines().toList());
    }

    @Test
    void answersProgramsInOneLine() throws Exception {
        Path jar = Files.writeString(folder.resolve("a \"b\".jar"), "no jar");

        assertEquals(1, run("--json", jar.toString()));

        String[] lines = text(out).split("\n");
        assertEquals(1, lines.length);
        assertTrue(
                lines[0].startsWith(
                        "{\"jar\":\"" + folder + "/a \\\"b\\\".jar\",\"ok\":false,\"checks\":[{\"check\":\"jar\","
                                + "\"outcome\":\"failed\",\"text\":\"expected a whole jar, could not read it: "),
                lines[0]);
        assertTrue(
                lines[0].endsWith("{\"check\":\"unload\",\"outcome\":\"skipped\",\"text\":\"what comes before it has"
                        + " failed\"}]}"),
                lines[0]);
    }

    @Test
    void showsWhatANodeHas() {
        assertEquals(0, run("--provided"), () -> text(err));

        List<String> lines = text(out).lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("net.skywire.app 1.")), () -> text(out));
        assertTrue(lines.contains("java.net 0.0.0") || lines.stream().anyMatch(line -> line.startsWith("javax.net ")));
    }

    @Test
    void saysInItsLastLineWhatIsToBeKnown() throws Exception {
        Path jar = new AppJar(Apps.Right.class).write(folder.resolve("chat.jar"));

        assertEquals(0, run("--unsigned", jar.toString()), () -> text(out));

        assertTrue(text(out).endsWith("chat.jar: a node takes it\n"), text(out));
    }
}
