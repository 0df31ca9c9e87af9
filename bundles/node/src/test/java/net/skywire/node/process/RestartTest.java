package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.node.config.RestartPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An app process that has ended is started again, or not, as its policy and its operator say. */
@Timeout(60)
class RestartTest {

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

    @ParameterizedTest
    @CsvSource({"NEVER,0,STOPPED,ended by itself", "NEVER,3,FAILED,exit code 3", "ON_FAILURE,0,STOPPED,ended by itself"
    })
    void leavesItAsItIs(RestartPolicy policy, int code, AppState state, String reason) {
        node.configure(TestApp.script("chat", "exit " + code).with(policy));

        assertEquals(reason, node.await("chat", state).reason());
        assertEquals(0, node.pauses());
    }

    @ParameterizedTest
    @CsvSource({
        "ON_FAILURE,exit 3,FAILED,exit code 3",
        "ON_FAILURE,kill -9 $$,FAILED,killed by signal 9",
        "ALWAYS,exit 3,FAILED,exit code 3",
        "ALWAYS,exit 0,WAITING,exit code 0"
    })
    void startsItAgain(RestartPolicy policy, String end, AppState state, String reason) {
        node.configure(TestApp.script("chat", "[ -e again ] && exec cat <&3; touch again; " + end)
                .with(policy));

        RealProcesses.await("the pause", () -> node.pauses() == 1);
        AppStatus status = node.await("chat", state);
        assertTrue(status.reason().matches("next start at \\d\\d:\\d\\d:\\d\\d: " + reason), status.reason());
        node.passPause();

        RealProcesses.await("the second", () -> node.status("chat").reason().contains("pid"));
        String again = node.status("chat").reason();
        assertTrue(again.matches("for its init, pid \\d+, started again 1 time, last " + reason), again);
    }

    @Test
    void showsWhatItSaidLast() throws Exception {
        node.configure(TestApp.script("chat", "echo listening; echo cannot bind :8000 >&2; exit 1"));

        assertEquals(
                "exit code 1; last line: cannot bind :8000",
                node.await("chat", AppState.FAILED).reason());
    }

    @Test
    void waitsLongerEachTimeAndSaysThatItIsALoop() {
        node.configure(TestApp.script("chat", "exit 3").with(RestartPolicy.ON_FAILURE));

        long longest = 0;
        for (int end = 1; end <= 8; end++) {
            long millis = node.passPause().toMillis();
            long whole = Math.min(1000L << (end - 1), 60_000);
            assertTrue(millis <= whole && millis >= whole * 3 / 4, end + ": " + millis);
            longest = Math.max(longest, millis);
        }

        RealProcesses.await("the ninth", () -> node.pauses() == 1);
        String reason = node.await("chat", AppState.FAILED).reason();
        assertTrue(reason.startsWith("crash loop, 9 ends in a row, next start at "), reason);
        assertTrue(reason.endsWith(": exit code 3"), reason);
        assertTrue(longest >= 45_000);
    }

    @Test
    void waitsBrieflyAgainAfterAStableRun() {
        node.configure(
                TestApp.script("chat", "[ -e third ] && cat <&3; [ -e second ] && touch third; touch second; exit 3")
                        .with(RestartPolicy.ON_FAILURE));
        node.passPause();
        assertTrue(node.passPause().toMillis() > 1000);
        RealProcesses.await("the third", () -> node.status("chat").reason().contains("pid"));

        node.pass(Backoff.STABLE);
        node.process("chat").destroyForcibly();

        assertTrue(node.passPause().toMillis() <= 1000);
    }

    @Test
    void triesAgainWhatCouldNotBeStarted() {
        node.configure(TestApp.of("chat", "/no/such/program").with(RestartPolicy.ON_FAILURE));

        node.passPause();
        node.passPause();

        String reason = node.await("chat", AppState.FAILED).reason();
        assertTrue(reason.endsWith("cannot start /no/such/program: no such file or directory"), reason);
    }

    @Test
    void doesNotStartItAgainOnceItIsStopped() throws Exception {
        node.configure(TestApp.script("chat", "exit 3").with(RestartPolicy.ALWAYS));
        RealProcesses.await("the pause", () -> node.pauses() == 1);

        node.processes().stop("chat");
        node.passPause();

        assertEquals(AppState.STOPPED, node.status("chat").state());
        assertEquals("", node.status("chat").reason());
        assertEquals(0, node.pauses());
    }

    @Test
    void doesNotRestartWhatItsOperatorHasStopped() throws Exception {
        node.configure(TestApp.script("chat", "cat <&3; exit 3").with(RestartPolicy.ALWAYS));
        node.await("chat", AppState.WAITING);

        node.processes().stop("chat");

        assertEquals(AppState.STOPPED, node.status("chat").state());
        assertEquals(0, node.pauses());
    }

    @Test
    void startsWhatIsNotStartedWithTheNodeWhenItIsTold() throws Exception {
        node.configure(TestApp.script("chat", "cat <&3").notStarted());
        assertEquals(
                "not started: auto_start is off",
                node.await("chat", AppState.STOPPED).reason());

        node.processes().start("chat");

        node.await("chat", AppState.WAITING);
        long pid = node.process("chat").pid();
        IOException twice =
                assertThrows(IOException.class, () -> node.processes().start("chat"));
        assertEquals("app chat runs already, pid " + pid, twice.getMessage());
    }

    @Test
    void saysWhyItCannotBeStarted() {
        node.configure(TestApp.of("chat", "/no/such/program").notStarted());
        node.await("chat", AppState.STOPPED);

        IOException failed =
                assertThrows(IOException.class, () -> node.processes().start("chat"));

        assertEquals("app chat: cannot start /no/such/program: no such file or directory", failed.getMessage());
        IOException unknown =
                assertThrows(IOException.class, () -> node.processes().start("other"));
        assertEquals("no app other runs as a process here", unknown.getMessage());
    }

    @Test
    void restartsItWhenItIsTold() throws Exception {
        node.configure(TestApp.script("chat", "cat <&3"));
        node.await("chat", AppState.WAITING);
        long first = node.process("chat").pid();

        node.processes().restart("chat");

        assertNotEquals(first, node.process("chat").pid());
        node.processes().stop("chat");
        node.processes().restart("chat");
        assertEquals(AppState.WAITING, node.status("chat").state());
    }

    @Test
    void changesOnlyTheAppThatIsConcerned() {
        TestApp chat = TestApp.script("chat", "cat <&3");
        TestApp other = TestApp.script("other", "cat <&3");
        node.configure(chat, other);
        node.await("chat", AppState.WAITING);
        node.await("other", AppState.WAITING);
        long chatPid = node.process("chat").pid();
        long otherPid = node.process("other").pid();

        node.configure(chat.withArguments("one"), other);

        RealProcesses.await(
                "another chat",
                () -> node.status("chat").reason().startsWith("for its init")
                        && node.process("chat").pid() != chatPid);
        assertEquals(otherPid, node.process("other").pid());
    }

    @Test
    void leavesItAloneIfOnlyItsAutoStartChanges() {
        TestApp chat = TestApp.script("chat", "cat <&3");
        node.configure(chat);
        node.await("chat", AppState.WAITING);
        long pid = node.process("chat").pid();

        node.configure(chat.notStarted());
        node.configure(chat);
        node.configure(chat, TestApp.script("mark", "cat <&3"));

        node.await("mark", AppState.WAITING);
        assertEquals(pid, node.process("chat").pid());
    }

    @Test
    void startsItWhenItsAutoStartIsTurnedOn() {
        TestApp chat = TestApp.script("chat", "cat <&3");
        node.configure(chat.notStarted());
        node.await("chat", AppState.STOPPED);

        node.configure(chat);

        node.await("chat", AppState.WAITING);
    }

    @Test
    void stopsWhatIsNoLongerConfiguredAndStartsItWhenItIsAgain() {
        TestApp chat = TestApp.script("chat", "cat <&3");
        node.configure(chat);
        node.await("chat", AppState.WAITING);
        ProcessHandle first = node.process("chat");

        node.configure();
        node.configure(chat);

        RealProcesses.await("another", () -> {
            AppStatus status = node.status("chat");
            return status != null
                    && status.reason().startsWith("for its init")
                    && node.process("chat").pid() != first.pid();
        });
        node.configure();
        RealProcesses.await("the end", () -> node.status("chat") == null);
        assertNull(node.status("chat"));
    }

    @Test
    void failsWithoutAnInitInTime() throws Exception {
        node.configure(TestApp.script("chat", "printf '\\000\\004\\000\\000{}' >&4; cat <&3 >/dev/null; sleep 60")
                .with(Duration.ofMillis(100)));

        String reason = node.await("chat", AppState.FAILED).reason();
        assertTrue(reason.contains("app-name"), reason);
        RealProcesses.await("its end", () -> !node.status("chat").reason().contains("pid"));
    }
}
