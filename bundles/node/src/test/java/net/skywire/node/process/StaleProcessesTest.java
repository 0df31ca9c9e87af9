package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that have outlived a node are ended by the next, and no others. */
@Timeout(60)
class StaleProcessesTest {

    private static final String MARK = "2b7e";

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (Process process : started) {
            process.destroyForcibly();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        }
    }

    /** In a process group of its own; its first line is the id of the process that it has started. */
    private Process group(String mark) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", "sleep 60 & echo $!; wait");
        builder.environment().put(Launch.MARK, mark);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static ProcessHandle child(Process group) throws Exception {
        BufferedReader lines = group.inputReader();
        return ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
    }

    private ProcessIdentity identity(Process process) throws Exception {
        return ProcessIdentity.of((int) process.pid(), MARK).orElseThrow();
    }

    private void write(ProcessIdentity identity) throws Exception {
        Files.writeString(folder.resolve("chat"), identity + "\n");
    }

    private void endAll() {
        new StaleProcesses(folder).endAll();
    }

    @Test
    void areEndedWithAllOfTheirGroup() throws Exception {
        Process stale = group(MARK);
        ProcessHandle child = child(stale);
        new StaleProcesses(folder).remember("chat", (int) stale.pid(), MARK);

        endAll();

        assertTrue(stale.waitFor(10, TimeUnit.SECONDS));
        RealProcesses.await("the child's end", () -> RealProcesses.hasEnded(child));
        assertFalse(Files.exists(folder.resolve("chat")));
    }

    @Test
    void areEndedIfOnlyTheirChildrenAreLeft() throws Exception {
        Process stale = group(MARK);
        ProcessHandle child = child(stale);
        new StaleProcesses(folder).remember("chat", (int) stale.pid(), MARK);
        stale.destroyForcibly();
        assertTrue(stale.waitFor(10, TimeUnit.SECONDS));
        assertFalse(RealProcesses.hasEnded(child));

        endAll();

        RealProcesses.await("the child's end", () -> RealProcesses.hasEnded(child));
    }

    @Test
    void areNotThoseThatHaveTheirNumberNow() throws Exception {
        Process other = group("another");
        ProcessHandle child = child(other);
        ProcessIdentity now = identity(other);

        write(new ProcessIdentity(now.pid(), now.startTicks() - 1, now.boot(), MARK));
        endAll();

        assertTrue(other.isAlive());
        assertTrue(child.isAlive());
        assertFalse(Files.exists(folder.resolve("chat")));
        child.destroyForcibly();
    }

    @Test
    void areNotThoseOfAnotherRunOfTheSystem() throws Exception {
        Process other = group(MARK);
        ProcessHandle child = child(other);
        ProcessIdentity now = identity(other);

        write(new ProcessIdentity(now.pid(), now.startTicks(), "other-boot", MARK));
        endAll();

        assertTrue(other.isAlive());
        child.destroyForcibly();
    }

    @Test
    void areForgottenWhenTheyHaveEnded() throws Exception {
        StaleProcesses processes = new StaleProcesses(folder);
        Process process = group(MARK);
        processes.remember("chat", (int) process.pid(), MARK);

        processes.forget("chat");
        endAll();

        assertTrue(process.isAlive());
        child(process).destroyForcibly();
    }

    @Test
    void areNotReadFromAFileThatIsBroken() throws Exception {
        Files.writeString(folder.resolve("chat"), "1 2 3\n");
        Files.writeString(folder.resolve("long"), "1 ".repeat(1000));
        Files.writeString(folder.resolve("words"), "one two three four\n");

        endAll();

        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void areWrittenAsTheyAreRead() {
        ProcessIdentity identity = new ProcessIdentity(7, 1L << 40, "boot", MARK);

        assertEquals(identity, ProcessIdentity.parse(identity + "\n"));
        var thrown = assertThrows(IllegalArgumentException.class, () -> ProcessIdentity.parse("7 8"));
        assertEquals("expected 4 words for a process, got 2", thrown.getMessage());
    }

    @Test
    void areEndedWhenTheNodeStartsAgain() throws Exception {
        Process stale = group(MARK);
        ProcessHandle child = child(stale);
        new StaleProcesses(folder.resolve("processes")).remember("chat", (int) stale.pid(), MARK);

        RealProcesses node = new RealProcesses(folder);
        node.configure();

        assertTrue(stale.waitFor(10, TimeUnit.SECONDS));
        RealProcesses.await("the child's end", () -> RealProcesses.hasEnded(child));
        node.close();
    }
}
