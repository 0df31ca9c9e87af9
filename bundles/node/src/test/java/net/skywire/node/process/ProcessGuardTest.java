package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.jna.JnaLibC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing the guard is to it what the end of this process is: the end of its pipe. */
@Timeout(60)
class ProcessGuardTest {

    private final Descriptors descriptors = new Descriptors(new JnaLibC());
    private final ProcessGuard guard = new ProcessGuard();
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        guard.close();
        for (Process process : started) {
            process.destroyForcibly();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        }
        RealProcesses.await(
                "the end of its threads", () -> RealProcesses.threads().isEmpty());
    }

    /** Leads a group of its own, once its line has come. */
    private Process group() throws Exception {
        Process process = new ProcessBuilder("setsid", "sh", "-c", "trap '' TERM; echo; sleep 60; :").start();
        started.add(process);
        process.inputReader().readLine();
        return process;
    }

    private void watch(Process group) {
        guard.watch((int) group.pid(), descriptors);
    }

    @Test
    void endsTheGroupsThatThereAreWhenItsPipeEnds() throws Exception {
        Process first = group();
        Process second = group();
        watch(first);
        watch(second);

        guard.close();

        assertTrue(first.waitFor(10, TimeUnit.SECONDS));
        assertTrue(second.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    void leavesTheGroupsAloneThatItHasReleased() throws Exception {
        Process first = group();
        Process second = group();
        Process third = group();
        for (Process each : List.of(first, second, third)) {
            watch(each);
        }

        guard.release((int) second.pid());
        guard.release((int) second.pid());
        guard.close();

        assertTrue(first.waitFor(10, TimeUnit.SECONDS));
        assertTrue(third.waitFor(10, TimeUnit.SECONDS));
        assertTrue(second.isAlive());
    }

    @Test
    void isStartedAgainWithAllGroupsIfItIsKilled() throws Exception {
        Process first = group();
        watch(first);
        ProcessHandle killed = ProcessHandle.current()
                .children()
                .filter(child -> started.stream().noneMatch(process -> process.pid() == child.pid()))
                .filter(ProcessHandle::isAlive)
                .findFirst()
                .orElseThrow();
        killed.destroyForcibly();
        RealProcesses.await("its thread's end", () -> RealProcesses.threads().isEmpty());

        watch(group());
        guard.close();

        assertTrue(first.waitFor(10, TimeUnit.SECONDS));
        assertTrue(started.get(1).waitFor(10, TimeUnit.SECONDS));
    }
}
