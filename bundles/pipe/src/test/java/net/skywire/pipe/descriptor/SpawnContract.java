package net.skywire.pipe.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every provider must do to start a child. */
public abstract class SpawnContract extends ProviderContract {

    private static final int O_CLOEXEC = 02000000;
    private static final int F_GETFD = 1;
    private static final int FD_CLOEXEC = 1;
    private static final int F_GETPIPE_SZ = 1032;

    @Test
    void works() {
        assertEquals(Optional.empty(), libc().obstacle());
    }

    @Test
    void givesAChildItsPipesAndItsFolder() throws Exception {
        AppChild child = shell("read line <&3; echo \"$line from $(pwd)\" >&4");

        write(child, "hello\n");

        assertEquals(
                "hello from " + folder.toRealPath() + "\n", readAll(child.pipe().in()));
        assertEquals("exit code 0", end(child));
    }

    @Test
    void worksInThisProcessesFolderIfNoneIsGiven() throws Exception {
        AppChild child = new Descriptors(libc()).spawn(new ChildCommand(List.of("sh", "-c", "pwd >&4"), null));

        assertEquals(Path.of("").toRealPath() + "\n", readAll(child.pipe().in()));
        end(child);
    }

    @Test
    void keepsToItselfWhatIsMeantForThisProcess() {
        Map<String, String> own = Map.of(
                "PATH", "/bin",
                "NOTIFY_SOCKET", "/s",
                "WATCHDOG_USEC", "1",
                "WATCHDOG_PID", "2",
                "LISTEN_FDS", "3",
                "MALLOC_MMAP_THRESHOLD_", "30000");
        ChildCommand command = new ChildCommand(List.of("app"), null, Map.of("WATCHDOG_PID", "given"), false);

        assertEquals(List.of("PATH=/bin", "WATCHDOG_PID=given"), Spawning.environment(command, own));
    }

    @Test
    void passesTextBeyondAscii() throws Exception {
        AppChild child = new Descriptors(libc())
                .spawn(new ChildCommand(
                        List.of("sh", "-c", "printf %s \"$1\" >&4", "sh", "pi\u00f1a \u65e5\u672c"), folder));

        assertEquals("pi\u00f1a \u65e5\u672c", readAll(child.pipe().in()));
        end(child);
    }

    @Test
    void opensNothingElseInAChild() throws Exception {
        try (FileChannel leaking = FileChannel.open(Path.of("/proc/self/status"))) {
            AppChild child = python("os.write(4, ' '.join(sorted(os.listdir('/proc/self/fd'))).encode())");

            String open = readAll(child.pipe().in());

            assertTrue(leaking.isOpen());
            assertEquals("0 1 2 3 4 5", open, "5 is the listing itself");
            end(child);
        }
    }

    /** As when another thread opens a file after the plan is made. An old C library cannot see to this. */
    @Test
    void opensNothingThatThePlanDoesNotKnowOf() throws Exception {
        int[] pipe = libc().pipe2(O_CLOEXEC);
        List<String> script = List.of(
                "python3",
                "-c",
                "import os; fds=' '.join(sorted(os.listdir('/proc/self/fd')));"
                        + "import ctypes; can=hasattr(ctypes.CDLL(None),'posix_spawn_file_actions_addclosefrom_np');"
                        + "open('seen','w').write(fds if can else 'old')");
        Optional<String> there = Optional.of(folder.toString());

        try (FileChannel unknown = FileChannel.open(Path.of("/proc/self/status"))) {
            int pid = libc().spawn(new SpawnPlan(
                    script, environment(), there, pipe[0], pipe[1], OptionalInt.empty(), List.of()));
            libc().awaitExit(pid);
            assertEquals(0, libc().reap(pid));
            assertTrue(unknown.isOpen());
        } finally {
            libc().close(pipe[0]);
            libc().close(pipe[1]);
        }

        String seen = Files.readString(folder.resolve("seen"));
        assumeFalse(seen.equals("old"));
        assertEquals("0 1 2 3 4 5", seen, "5 is the listing itself");
    }

    private static List<String> environment() {
        return List.of("PATH=" + System.getenv("PATH"), "HOME=" + System.getenv("HOME"));
    }

    @Test
    void keepsChildrenStartedTogetherApart() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<AppChild>> starts =
                Stream.generate(() -> startAt(go)).limit(8).toList();
        go.countDown();
        Set<String> seen = new HashSet<>();
        for (CompletableFuture<AppChild> start : starts) {
            AppChild child = start.get(20, TimeUnit.SECONDS);

            child.pipe().out().close();

            List<String> pipes = readAll(child.pipe().in()).lines().toList();
            assertEquals(2, pipes.size(), pipes.toString());
            seen.addAll(pipes);
            assertEquals("exit code 0", end(child));
        }
        assertEquals(16, seen.size(), seen.toString());
    }

    /** Its child waits for the end of its stream, which comes only if no other child has the pipe as well. */
    private CompletableFuture<AppChild> startAt(CountDownLatch go) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        go.await(10, TimeUnit.SECONDS);
                        return python(
                                "os.read(3,1); fds=[f for f in range(3,256) if os.path.exists(f'/proc/self/fd/{f}')];"
                                        + "os.write(4,'\\n'.join(os.readlink(f'/proc/self/fd/{f}') for f in fds).encode())");
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    /** The C library keeps 32 and 33 to itself. */
    @Test
    void blocksAndIgnoresNoSignalInAChild() throws Exception {
        AppChild child = shell("awk '/^Sig(Blk|Ign)/ {print $2}' /proc/self/status >&4");

        List<String> masks = readAll(child.pipe().in()).lines().toList();
        assertEquals(2, masks.size(), masks.toString());
        for (String signals : masks) {
            assertEquals(0, Long.parseLong(signals, 16) & 0x7fffffff, signals);
        }
        end(child);
    }

    @Test
    void makesPipesWide() throws Exception {
        AppChild child = python(
                "import fcntl; os.write(4, repr([fcntl.fcntl(fd, " + F_GETPIPE_SZ + ") for fd in (3,4)]).encode())",
                "os.read(3,1)");

        assertEquals("[1048576, 1048576]", readSome(child));
        end(child);
    }

    @Test
    void keepsItsOwnEndsFromOtherPrograms() throws Exception {
        Set<String> before = Set.copyOf(openPipes().values());
        AppChild child = shell("read line <&3");

        Map<Integer, String> ours = openPipes();
        ours.values().removeAll(before);

        assertEquals(3, ours.size(), () -> "one to read, one to write twice: " + ours);
        for (int descriptor : ours.keySet()) {
            assertEquals(FD_CLOEXEC, libc().fcntl(descriptor, F_GETFD, 0));
        }
        end(child);
    }

    /** By descriptor. */
    private static Map<Integer, String> openPipes() throws IOException {
        Map<Integer, String> found = new HashMap<>();
        for (int descriptor : ProcDescriptors.open()) {
            ProcDescriptors.target(descriptor)
                    .filter(target -> target.startsWith("pipe:"))
                    .ifPresent(pipe -> found.put(descriptor, pipe));
        }
        return found;
    }

    @Test
    void leavesNothingOfAChildThatCannotStart() throws Exception {
        end(shell("exit 0"));
        Descriptors descriptors = new Descriptors(libc());
        int before = pipes();

        IOException missing = assertThrows(
                IOException.class, () -> descriptors.spawn(new ChildCommand(List.of("/no/such/app"), folder)));
        IOException noProgram = assertThrows(
                IOException.class, () -> descriptors.spawn(new ChildCommand(List.of(folder.toString()), folder)));
        IOException noFolder = assertThrows(
                IOException.class, () -> descriptors.spawn(new ChildCommand(List.of("sh"), folder.resolve("missing"))));

        assertEquals("cannot start /no/such/app: no such file or directory", missing.getMessage());
        assertEquals("cannot start " + folder + ": permission denied", noProgram.getMessage());
        assertEquals("cannot start sh: no folder " + folder.resolve("missing"), noFolder.getMessage());
        assertEquals(before, pipes());
    }

    /** Lets every call but the last of a start fail, one after the other. */
    @Test
    void leavesNothingWhereverAStartFails() throws Exception {
        end(shell("exit 0"));
        int before = pipes();
        long children = ProcessHandle.current().children().count();
        int failures = 0;
        while (true) {
            FailingLibC failing = new FailingLibC(libc(), failures);
            try {
                end(new Descriptors(failing)
                        .spawn(new ChildCommand(List.of("sh", "-c", "exit 0"), folder, Map.of(), true)));
                break;
            } catch (IOException e) {
                failures++;
            }
            assertEquals(before, pipes(), failing.failed());
            assertEquals(children, ProcessHandle.current().children().count(), failing.failed());
        }
        assertTrue(failures > 5, "only " + failures + " calls");
    }
}
