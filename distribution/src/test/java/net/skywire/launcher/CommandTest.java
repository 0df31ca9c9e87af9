package net.skywire.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.launch.FrameworkFactory;

/** The product's commands as an operator types them, in a folder with a space in its name. */
@Timeout(120)
class CommandTest {

    private static final Path COMMANDS = Path.of("src/product/bin").toAbsolutePath();
    private static final long LONGEST_COMMAND_SECONDS = 60;

    private record Result(int code, String out) {}

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void assemble() throws IOException {
        home = Files.createDirectories(folder.resolve("sky wire")).toRealPath();
        Path commands = Files.createDirectories(home.resolve("bin"));
        Path libraries = Files.createDirectories(home.resolve("lib"));
        for (String command : List.of("skywire-osgi", "skywire-app")) {
            Files.copy(COMMANDS.resolve(command), commands.resolve(command));
            assertTrue(commands.resolve(command).toFile().setExecutable(true));
        }
        LauncherJar.write(Path.of("target/classes"), libraries.resolve("launcher.jar"));
        Files.copy(framework(), libraries.resolve("org.apache.felix.framework.jar"));
        Files.copy(COMMANDS.resolveSibling("lib/jvm.sh"), libraries.resolve("jvm.sh"));
        BundleJars.write(home.resolve("bundles"), "one", MarkingActivator.class, Map.of());
        BundleJars.write(home.resolve("bundles"), "shell", MarkingActivator.class, Map.of()); // there, but not started
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/profile"), "bundle one\n");
    }

    private static Path framework() {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> entry.contains("org.apache.felix.framework"))
                .map(Path::of)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("expected a jar with " + FrameworkFactory.class));
    }

    @AfterEach
    void stop() throws Exception {
        command("stop");
    }

    @Test
    void startsAContainerAndStopsIt() throws Exception {
        Result started = command("start");

        assertEquals(new Result(0, "started, pid " + pid() + "\n"), started);
        assertTrue(Files.exists(home.resolve("data/one")));
        assertEquals(new Result(0, "stopped\n"), command("stop"));
        assertFalse(Files.exists(home.resolve("data/one")));
        assertTrue(Files.readString(home.resolve("data/log/skywire-osgi.0.log")).endsWith("launcher  stopped\n"));
        assertEquals(new Result(0, "not running\n"), command("stop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "run"})
    void refusesAConfigurationThatIsNotThere(String command) throws Exception {
        String refusal = "skywire-osgi: expected a configuration that can be read, found none at /no/such\n";

        assertEquals(new Result(1, refusal), command(command, "--config", "/no/such"));
        assertEquals(new Result(1, refusal), command(command, "--config=/no/such"));
    }

    @Test
    void startsWithAConfigurationThatIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("my own.json"), "{}");

        assertEquals(0, command("start", "--config", file.toString()).code());

        String arguments = Files.readString(Path.of("/proc/" + pid() + "/cmdline"));
        assertTrue(arguments.endsWith("\0daemon\0" + file + '\0'), arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "run"})
    void refusesASecondContainer(String second) throws Exception {
        command("start");

        Result refused = command(second);

        assertEquals(new Result(1, "skywire-osgi: runs already, pid " + pid() + "\n"), refused);
    }

    @Test
    void leavesOneContainerOfTwoStartedAtOnce() throws Exception {
        Process one = process(home.resolve("bin/skywire-osgi").toString(), "start");
        Process two = process(home.resolve("bin/skywire-osgi").toString(), "start");

        List<Result> results = List.of(result(one), result(two));

        assertEquals(1, results.stream().filter(result -> result.code() == 0).count(), results::toString);
        assertTrue(ProcessHandle.of(pid()).isPresent());
        assertEquals(new Result(0, "stopped\n"), command("stop"));
    }

    @Test
    void stopsAContainerInTheForeground() throws Exception {
        Process foreground = process(home.resolve("bin/skywire-osgi").toString(), "run");
        try (var lines = foreground.inputReader()) {
            assertTrue(lines.lines().anyMatch(line -> line.contains(" ready in ")));

            assertEquals(new Result(0, "stopped\n"), command("stop"));

            assertTrue(foreground.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void leavesAProcessAloneThatHasTheNumberOfAnOldOne() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.createDirectories(home.resolve("data"));
            Files.writeString(home.resolve("data/skywire-osgi.pid"), stranger.pid() + "\n");

            assertEquals(new Result(0, "not running\n"), command("stop"));

            assertTrue(stranger.isAlive());
            assertEquals(0, command("start").code());
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void startsAgainAfterItWasKilled() throws Exception {
        command("start");
        ProcessHandle killed = ProcessHandle.of(pid()).orElseThrow();
        killed.destroyForcibly();
        killed.onExit().get(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS);

        assertEquals(new Result(3, "skywire-osgi: not running\n"), command("status"));
        Files.delete(home.resolve("data/one"));
        assertEquals(0, command("start").code());
    }

    @Test
    void showsWhyItCannotStart() throws Exception {
        Files.delete(home.resolve("bundles/one.jar"));

        Result failed = command("start");

        assertEquals(1, failed.code());
        String expected =
                home.resolve("conf/profile") + ", line 1: expected the jar " + home.resolve("bundles/one.jar");
        assertTrue(failed.out().contains(expected), failed.out());
        assertFalse(failed.out().contains("\tat "), failed.out());
    }

    @Test
    void saysThatNothingRuns() throws Exception {
        assertEquals(new Result(3, "skywire-osgi: not running\n"), command("status"));
    }

    @Test
    void runsThroughALinkFromElsewhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("sky"), Path.of("sky wire/bin/skywire-osgi"));

        Result status = result(process(link.toString(), "status"));

        assertEquals(new Result(3, "skywire-osgi: not running\n"), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skywire-osgi", "skywire-app"})
    void explainsItself(String name) throws Exception {
        Result help = result(process(home.resolve("bin").resolve(name).toString(), "--help"));

        assertEquals(0, help.code());
        assertTrue(help.out().startsWith("usage: " + name), help.out());
        assertTrue(help.out().contains("exit codes: "), help.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "skywire-osgi",
                "skywire-app",
                "skywire-osgi x",
                "skywire-osgi start x",
                "skywire-osgi -x",
                "skywire-osgi stop x",
                "skywire-app -x"
            })
    void refusesWrongUsage(String line) throws Exception {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.set(0, home.resolve("bin").resolve(words.get(0)).toString());

        assertEquals(2, result(process(words.toArray(String[]::new))).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"skywire-osgi run", "skywire-app some.jar"})
    void namesTheJavaItDoesNotFind(String line) throws Exception {
        String[] words = line.split(" ");
        words[0] = home.resolve("bin").resolve(words[0]).toString();
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", "/absent");

        Result refused = result(builder.start());

        assertEquals(1, refused.code());
        assertTrue(refused.out().contains("expected Java 17 or later, found no /absent/bin/java"), refused.out());
    }

    private long pid() throws IOException {
        return Long.parseLong(
                Files.readString(home.resolve("data/skywire-osgi.pid")).strip());
    }

    private Result command(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.add(0, home.resolve("bin/skywire-osgi").toString());
        return result(process(all.toArray(String[]::new)));
    }

    private Process process(String... words) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SKYWIRE_CACHE", "off");
        return builder.start();
    }

    private static Result result(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS), out);
        return new Result(process.exitValue(), out);
    }
}
