package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.skywire.host.AppState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an app process writes is kept, within limits, and never holds it up. */
@Timeout(120)
class ProcessOutputTest {

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

    private Path log(String app) {
        return home.resolve("log/apps/" + app + ".log");
    }

    @Test
    void isKeptFromBothStreamsWithItsBeginningAndEnd() throws Exception {
        node.configure(TestApp.script("chat", "echo out; echo err >&2; printf half; exit 3"));
        node.await("chat", AppState.FAILED);

        List<String> lines = Files.readAllLines(log("chat"));

        assertTrue(lines.get(0).matches("--- .* started, pid \\d+ ---"), lines.toString());
        assertEquals(List.of("out", "err", "half"), lines.subList(1, 4));
        assertTrue(lines.get(4).matches("--- .* ended: exit code 3 ---"), lines.toString());
        assertEquals(lines, node.processes().log("chat", 10));
        assertEquals("exit code 3; last line: half", node.status("chat").reason());
    }

    @Test
    void ofAHundredMegabytesFillsNoDisk() throws Exception {
        node.configure(TestApp.script("chat", "yes flood | head -c 100000000; echo; echo done"));

        RealProcesses.await("a process", () -> node.status("chat") != null);
        node.process("chat").onExit().get(100, TimeUnit.SECONDS);
        node.await("chat", AppState.STOPPED);

        assertEquals("done", node.log("chat").get(node.log("chat").size() - 1));
        try (Stream<Path> files = Files.list(log("chat").getParent())) {
            List<Path> all = files.toList();
            assertEquals(AppLog.FILES, all.size());
            for (Path file : all) {
                assertTrue(Files.size(file) <= AppLog.FILE_LENGTH, file.toString());
            }
        }
    }

    @Test
    void withoutALineBreakIsKeptToo() throws Exception {
        node.configure(TestApp.script("chat", "head -c 5000000 /dev/zero | tr '\\0' x; exit 1"));

        assertEquals(
                "exit code 1; last line: " + "x".repeat(LastLines.MAX_LENGTH),
                node.await("chat", AppState.FAILED).reason());
    }

    @Test
    void mayEndBeforeTheProcess() throws Exception {
        node.configure(TestApp.script("chat", "echo bye; exec >&- 2>&-; " + TestApp.INIT + "cat <&3; exit 3"));
        node.await("chat", AppState.RUNNING);

        node.processes().stop("chat");

        assertEquals(List.of("bye"), node.log("chat"));
    }
}
