package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.skywire.app.Addr;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.spi.AppThreads;
import net.skywire.host.AppState;
import net.skywire.node.exchange.BundleApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An app process that is stopped, or ends by itself, is gone with all that belongs to it. */
@Timeout(60)
class ProcessStopTest {

    private static final Duration SHORT = Duration.ofMillis(300);

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

    private void runAndStop(TestApp app) throws Exception {
        node.configure(app);
        node.await(app.name(), AppState.RUNNING);
        node.processes().stop(app.name());
    }

    @Test
    void seesTheEndOfItsPipeFirst() throws Exception {
        runAndStop(TestApp.script(
                "chat", TestApp.INIT + "trap 'echo asked' TERM; cat <&3 >/dev/null; echo end of pipe; exit 3"));

        assertEquals(List.of("end of pipe"), node.log("chat"));
        assertEquals(AppState.STOPPED, node.status("chat").state());
    }

    @Test
    void isAskedToEndAfterItsGrace() throws Exception {
        long begun = System.nanoTime();
        runAndStop(
                TestApp.script("chat", TestApp.INIT + "trap 'echo asked; exit' TERM; while :; do sleep 60 & wait; done")
                        .with(SHORT));

        assertEquals(List.of("asked"), node.log("chat"));
        assertTrue(System.nanoTime() - begun >= SHORT.toNanos());
    }

    @Test
    void isKilledIfItDoesNotEndWithinItsGraceAgain() throws Exception {
        runAndStop(TestApp.script("chat", TestApp.INIT + "trap 'echo no' TERM; while :; do sleep 60 & wait; done")
                .with(SHORT));

        assertEquals(List.of("no"), node.log("chat"));
        List<String> lines = node.processes().log("chat", 1);
        assertTrue(lines.get(0).endsWith(" ended: killed by signal 9 ---"), lines.toString());
    }

    @Test
    void leavesNothingThatItHasStarted() throws Exception {
        node.configure(TestApp.script(
                "chat", TestApp.INIT + "sh -c 'trap \"\" TERM; echo $$ >child; sleep 60; sleep 60' & cat <&3; exit 1"));
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(node.written("chat", "child"))).orElseThrow();
        node.await("chat", AppState.RUNNING);

        node.processes().stop("chat");

        assertTrue(RealProcesses.hasEnded(child));
    }

    @Test
    void leavesNothingThatItHasStartedIfItIsKilled() throws Exception {
        node.configure(TestApp.script("chat", "sh -c 'echo $$ >child; sleep 60; sleep 60' & cat <&3"));
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(node.written("chat", "child"))).orElseThrow();

        node.process("chat").destroyForcibly();

        assertEquals("killed by signal 9", node.await("chat", AppState.FAILED).reason());
        assertTrue(RealProcesses.hasEnded(child));
    }

    /** What leaves the group is not ours to end, but it holds nobody up. */
    @Test
    void isOverEvenIfSomethingElseHoldsItsOutput() throws Exception {
        node.configure(TestApp.script("chat", "setsid sh -c 'echo $$ >child; exec sleep 60' & wait"));
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(node.written("chat", "child"))).orElseThrow();

        node.process("chat").destroyForcibly();

        node.await("chat", AppState.FAILED);
        assertTrue(child.isAlive());
        child.destroyForcibly();
        child.onExit().get(10, TimeUnit.SECONDS);
    }

    @Test
    void hasItsLoopsClosedAtBothEnds() throws Exception {
        AppThreads threads = new AppThreads("client");
        BundleApp client =
                new BundleApp(node.exchange(), new AppConfig("client", "1.0"), List.of(), 1000, threads, left -> {});
        node.configure(TestApp.of("server", "python3", server()).at(10));
        node.await("server", AppState.RUNNING);
        Loop loop = client.app().dial(new Addr(node.exchange().key(), 10), Duration.ofSeconds(10));

        node.processes().stop("server");

        assertEquals(-1, loop.input().read());
        assertEquals(List.of("close", "end"), node.log("server"));
        client.app().close();
        threads.close();
        assertTrue(threads.awaitEnd(Duration.ofSeconds(10)));
    }

    private static String server() {
        return Path.of("src/test/resources/server.py").toAbsolutePath().toString();
    }

    @Test
    void givesItsPortBackTheMomentItIsGone() throws Exception {
        node.configure(TestApp.script("chat", TestApp.INIT + "cat <&3").at(10));
        for (int round = 0; round < 10; round++) {
            node.await("chat", AppState.RUNNING);

            node.process("chat").destroyForcibly();

            node.await("chat", AppState.FAILED);
            assertTrue(node.exchange().ports().owner(10).isEmpty());
            node.processes().start("chat");
        }
    }

    @Test
    void isGoneInTimeBesideFortyNineOthersWhenTheNodeStops() {
        node.configure(IntStream.range(0, 50)
                .mapToObj(number -> TestApp.script("app" + number, "trap '' TERM; while :; do sleep 60 & wait; done")
                        .with(Duration.ofMinutes(1)))
                .toArray(TestApp[]::new));
        RealProcesses.await(
                "50 processes",
                () -> node.processes().apps().stream()
                                .filter(app -> app.reason().startsWith("for its init"))
                                .count()
                        == 50);
        long begun = System.nanoTime();

        node.processes().close(Duration.ofSeconds(8));

        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.toSeconds() >= 6 && took.toSeconds() < 9, took.toString());
        assertTrue(ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void isSeenOffIfItSaysNothing() throws Exception {
        node.configure(TestApp.script("chat", "cat <&3"));
        node.await("chat", AppState.WAITING);

        node.processes().stop("chat");

        assertEquals(AppState.STOPPED, node.status("chat").state());
    }
}
