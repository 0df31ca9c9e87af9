package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.node.config.ResourceLimits;
import net.skywire.pipe.frame.Dialect;
import net.skywire.pipe.frame.SendCodecs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An app process is started as a Go node would start it. */
@Timeout(60)
class ProcessStartTest {

    @TempDir
    Path home;

    private RealProcesses node;

    @BeforeEach
    void open() {
        node = new RealProcesses(home);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private Path program(Path file, String text, String mode) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void isTheFileOfItsNameAndVersion() throws Exception {
        program(home.resolve("apps/chat.v1.0"), "#!/bin/sh\necho \"$0 $*\" >seen\n", "rwxr-xr-x");

        node.configure(TestApp.of("chat").withArguments("one", "two words"));

        assertEquals(home.resolve("apps/chat.v1.0") + " one two words", node.written("chat", "seen"));
    }

    @Test
    void isACommandThatIsLookedUp() throws Exception {
        node.configure(
                TestApp.of("chat", "sh", "-c", "echo \"$0 $*\" >seen", "zero").withArguments("one"));

        assertEquals("zero one", node.written("chat", "seen"));
    }

    @Test
    void worksInAFolderOfItsOwnWhichIsClosedToOthers() throws Exception {
        node.configure(TestApp.script("chat", "pwd >seen"));

        assertEquals(home.toRealPath().resolve("local/chat/v1.0").toString(), node.written("chat", "seen"));
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(node.folder("chat"))));
    }

    @Test
    void hasTheNodesEnvironmentAndItsOwn() throws Exception {
        node.configure(TestApp.script("chat", "echo $COLOUR $HOME $PATH >seen")
                .with(Map.of("COLOUR", "green", "HOME", "/nowhere")));

        assertEquals("green /nowhere " + System.getenv("PATH"), node.written("chat", "seen"));
    }

    @Test
    void readsNothingFromItsStandardInput() throws Exception {
        node.configure(TestApp.script("chat", "readlink /proc/self/fd/0 >seen"));

        assertEquals("/dev/null", node.written("chat", "seen"));
    }

    @ParameterizedTest
    @CsvSource({"GO_2019_09,,true", "GO_2019_06,,false", ",,false", ",true,true", "GO_2019_09,false,false"})
    void isGivenALogDatabaseIfItsDialectOrItsSettingsSaySo(Dialect dialect, Boolean said, boolean given)
            throws Exception {
        node.configure(TestApp.of("chat", "sh", "-c", "echo \"$*\" >seen", "sh")
                .withArguments("one")
                .with(dialect, Optional.ofNullable(said)));

        String database = node.folder("chat").resolve("chat.log.db") + " ";
        assertEquals((given ? database : "") + "one", node.written("chat", "seen"));
    }

    @ParameterizedTest
    @CsvSource({
        "/no/such/program,no such file or directory",
        "no-such-program,no such program in PATH",
        "/etc,it is a folder",
        "/etc/passwd,permission denied"
    })
    void failsWithWhatHindersIt(String program, String why) {
        node.configure(TestApp.of("chat", program));

        assertEquals(
                "cannot start " + program + ": " + why,
                node.await("chat", AppState.FAILED).reason());
    }

    @Test
    void failsIfItsFileIsMissing() {
        node.configure(TestApp.of("chat"));

        assertEquals(
                "cannot start " + home.resolve("apps/chat.v1.0") + ": no such file or directory",
                node.await("chat", AppState.FAILED).reason());
    }

    @Test
    void failsIfItsFileIsNoProgram() throws Exception {
        Path text = program(home.resolve("apps/chat.v1.0"), "no program\n", "rwxr-xr-x");

        node.configure(TestApp.of("chat"));

        String reason = node.await("chat", AppState.FAILED).reason();
        assertEquals(
                "exit code 126; last line: skywire-run: cannot start " + text
                        + ": not a program this system can run (errno 8)",
                reason.replace("exec format error", "not a program this system can run"));
    }

    @Test
    void hasTheLimitsOfItsSettings() throws Exception {
        ResourceLimits limits = new ResourceLimits(OptionalInt.of(77), OptionalLong.of(512L << 20), OptionalInt.of(5));
        node.configure(TestApp.script("chat", "echo $(ulimit -n) $(ulimit -v) $(nice) >seen")
                .with(limits));

        assertEquals("77 524288 5", node.written("chat", "seen"));
    }

    @Test
    void failsRatherThanRunWithoutItsLimits() throws Exception {
        node.close();
        try (RealProcesses bare = new RealProcesses(home.resolve("bare"), home.resolve("empty"))) {
            ResourceLimits limits = new ResourceLimits(OptionalInt.of(77), OptionalLong.empty(), OptionalInt.empty());
            bare.configure(TestApp.script("limited", "exit 0").with(limits), TestApp.script("free", "echo ran >seen"));

            assertEquals("ran", bare.written("free", "seen"));
            AppStatus status = bare.await("limited", AppState.FAILED);
            assertEquals("cannot set its limits: there is no " + home.resolve("empty/skywire-run"), status.reason());
        }
    }

    @Test
    void leadsAProcessGroupOfItsOwn() throws Exception {
        node.configure(TestApp.script("chat", "cut -d' ' -f5 /proc/$$/stat >seen; cat <&3"));

        String group = node.written("chat", "seen");

        assertEquals(Long.toString(node.process("chat").pid()), group);
    }

    @Test
    void waitsForAProviderOfDescriptors() throws Exception {
        Processes processes = new Processes(
                node.exchange(),
                ProcessRunner.in(RealProcesses.NATIVE),
                new SendCodecs(),
                home,
                () -> java.time.Instant.EPOCH,
                null);
        try {
            processes.configure(new ProcessConfig(
                    Map.of("chat", TestApp.script("chat", "exit 0").settings()), "auto", "auto", home, home));

            RealProcesses.await("the app", () -> !processes.apps().isEmpty());
            List<AppStatus> apps = processes.apps();
            assertEquals(AppState.WAITING, apps.get(0).state());
            assertEquals("for a provider of descriptors", apps.get(0).reason());
        } finally {
            processes.close(Duration.ofSeconds(10));
        }
    }

    @Test
    void hasItsProviderOrFails() {
        node.processes()
                .configure(new ProcessConfig(
                        Map.of("chat", TestApp.script("chat", "exit 0").settings()), "panama", "auto", home, home));

        String reason = node.await("chat", AppState.FAILED).reason();
        assertTrue(reason.startsWith("descriptors: expected provider panama, found none"), reason);
    }

    @Test
    void hasItsCodecOrFails() {
        node.processes()
                .configure(new ProcessConfig(
                        Map.of("chat", TestApp.script("chat", "exit 0").settings()), "auto", "panama", home, home));

        String reason = node.await("chat", AppState.FAILED).reason();
        assertTrue(reason.startsWith("codec: expected panama, found none"), reason);
    }
}
