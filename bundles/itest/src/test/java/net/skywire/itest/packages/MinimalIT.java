package net.skywire.itest.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive that has only what profile minimal starts. */
@Timeout(120)
class MinimalIT {

    private static final Path ARCHIVE = Deb.FOLDER.resolve("skywire-osgi-minimal.tar.gz");
    private static final long MOST_BYTES = 6_000_000;

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void unpack() throws Exception {
        Ran.well("tar", "-xzf", ARCHIVE.toString(), "-C", folder.toString());
        home = folder.resolve("skywire-osgi");
    }

    private Process command(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.command().set(0, home.resolve("bin/skywire-osgi").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SKYWIRE_CACHE", "off");
        return builder.start();
    }

    @Test
    void isSmall() throws Exception {
        assertTrue(Files.size(ARCHIVE) <= MOST_BYTES, () -> "at most " + MOST_BYTES + " bytes");
    }

    @Test
    void playsPingPongAsItsReadmeSays() throws Exception {
        Path profile = home.resolve("conf/profile");
        Files.writeString(profile, Files.readString(profile).replace("#app", "app"));

        Process run = command("", "run");
        try (BufferedReader lines = run.inputReader()) {
            List<String> said = lines.lines()
                    .takeWhile(line -> !line.contains("helloworld-client  pong from "))
                    .toList();
            assertTrue(run.isAlive(), said::toString);
            assertTrue(
                    said.stream()
                            .anyMatch(
                                    line -> line.endsWith("by its profile without: attach, deploy, repository, shell")),
                    said::toString);
        } finally {
            run.destroy();
            assertTrue(run.waitFor(60, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "app", "deploy", "repo", "publishers"})
    void saysOfACommandThatItLacksIt(String word) throws Exception {
        Process command = command("", word);

        String said = new String(command.getInputStream().readAllBytes());

        String bundle = word.equals("publishers") ? "deploy" : "shell";
        assertEquals(
                "skywire-osgi: " + word + ": expected bundle " + bundle + " in " + home.toRealPath()
                        + "/bundles, found none: this is the minimal product; the whole one has it\n",
                said);
        assertEquals(1, command.waitFor());
    }
}
