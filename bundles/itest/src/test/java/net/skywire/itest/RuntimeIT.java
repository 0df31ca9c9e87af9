package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The product with a Java of its own in {@code runtime/}, linked from the one that runs this, and without another. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading from a process cannot be interrupted
class RuntimeIT {

    private static final String MODULES = "java.desktop,java.management,java.sql,jdk.crypto.ec,jdk.unsupported";
    private static final String NOWHERE = "/nowhere/java";
    private static final long LONGEST_SECONDS = 60;

    private record Result(int code, String out, String err) {}

    @TempDir
    static Path linked;

    @TempDir
    Path folder;

    private Path home;
    private Process container;

    /** As distribution/package does it. */
    @BeforeAll
    static void link() throws Exception {
        String runtime = linked.resolve("runtime").toString();
        perform(System.getProperty("java.home") + "/bin/jlink", "--add-modules", MODULES, "--output", runtime);
        perform(runtime + "/bin/java", "-Xshare:dump");
    }

    private static void perform(String... words) throws Exception {
        Path said = linked.resolve("said");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        int code = process.waitFor();
        assertEquals(0, code, String.join(" ", words) + " said " + Files.readString(said));
    }

    @BeforeEach
    void unpack() throws IOException {
        home = folder.resolve("sky wire");
        Unpacked.into(home);
        home = home.toRealPath();
    }

    @AfterEach
    void end() throws Exception {
        if (container != null) {
            container.destroy();
            assertTrue(container.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS));
        }
        if (Files.notExists(linked.resolve("runtime"))) {
            Files.move(home.resolve("runtime"), linked.resolve("runtime"));
        }
    }

    @Test
    void runsTheContainerFromAnArchiveOfItsOwn() throws Exception {
        useRuntime();
        Product.trustSamples(home);
        for (String sample : List.of("helloworld-server.jar", "helloworld-client.jar")) {
            Files.copy(
                    home.resolve("samples").resolve(sample),
                    home.resolve("apps").resolve(sample));
        }
        container = command("skywire-osgi", "run").redirectErrorStream(true).start();
        awaitLine("helloworld-client  pong from ");

        Path proc = Path.of("/proc/" + container.pid());
        assertEquals(home.resolve("runtime/bin/java"), proc.resolve("exe").toRealPath());
        assertTrue(
                Files.readString(proc.resolve("maps")).contains(home + "/data/cache/classes-"),
                "the archive is in use");
        Result status = run("skywire-osgi", "status");
        assertEquals(0, status.code, status.err);
        assertTrue(status.out.contains("helloworld-server"), status.out);
    }

    @Test
    void runsAppsAndCommandsOfVendors() throws Exception {
        useRuntime();

        Result app =
                run("skywire-app", home.resolve("samples/helloworld-server.jar").toString());
        Result publish = run("skywire-osgi-publish", "--help");

        assertEquals(
                "skywire-app: descriptor 3: expected the pipe from the node, found nothing; an app is started by its node",
                app.err.lines().reduce((one, other) -> other).orElse(""));
        assertEquals(0, publish.code, publish.err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin/java", "release", "lib/modules", "lib/server/libjvm.so"})
    void isRefusedWithoutOneOfItsFiles(String missing) throws Exception {
        pretendRuntime("");
        Files.delete(home.resolve("runtime").resolve(missing));

        for (String command :
                List.of("skywire-osgi check-config", "skywire-app app.jar", "skywire-osgi-publish --help")) {
            Result result = run(command.split(" "));

            assertEquals(1, result.code);
            assertEquals(
                    command.split(" ")[0] + ": expected a whole Java in " + home + "/runtime, found no " + missing
                            + " there; unpack the archive anew, or delete that folder to use another Java\n",
                    result.err);
        }
    }

    @Test
    void isRefusedOnAMachineOfAnotherKind() throws Exception {
        pretendRuntime("OS_ARCH=\"s390x\"\n");

        Result result = run("skywire-osgi", "start");

        String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
        assertEquals(1, result.code);
        assertEquals(
                "skywire-osgi: expected a Java for " + machine + ", found one for s390x in " + home
                        + "/runtime; take the archive for " + machine + "\n",
                result.err);
    }

    private void useRuntime() throws IOException {
        Files.move(linked.resolve("runtime"), home.resolve("runtime"));
    }

    private void pretendRuntime(String release) throws IOException {
        for (String name : List.of("bin/java", "lib/modules", "lib/server/libjvm.so")) {
            Path file = home.resolve("runtime").resolve(name);
            Files.createDirectories(file.getParent());
            assertTrue(Files.writeString(file, "#!/bin/false\n").toFile().setExecutable(true));
        }
        Files.writeString(home.resolve("runtime/release"), "JAVA_VERSION=\"25\"\n" + release);
    }

    private void awaitLine(String text) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader lines = container.inputReader();
        String line = lines.readLine();
        while (line != null && !line.contains(text)) {
            said.add(line);
            line = lines.readLine();
        }
        assertTrue(line != null, () -> "expected \"" + text + "\", got " + said);
    }

    private Result run(String... words) throws Exception {
        Path err = folder.resolve("err");
        Process process = command(words).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }

    private ProcessBuilder command(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.set(0, home.resolve("bin").resolve(words[0]).toString());
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("JAVA_HOME", NOWHERE);
        return builder;
    }
}
