package net.skywire.pipe.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every provider of the C library must do, with real children and a real child JVM. */
@Timeout(60)
public abstract class DescriptorsContract {

    private static final int F_GETFD = 1;
    private static final int FD_CLOEXEC = 1;
    private static final int F_GETPIPE_SZ = 1032;

    @TempDir
    Path folder;

    /** The provider under test. */
    protected abstract LibC libc();

    private AppChild shell(String script) throws IOException {
        return new Descriptors(libc()).spawn(new ChildCommand(List.of("sh", "-c", script), folder));
    }

    private AppChild python(String... lines) throws IOException {
        return new Descriptors(libc())
                .spawn(new ChildCommand(List.of("python3", "-c", "import os\n" + String.join("\n", lines)), folder));
    }

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
    void passesBytesThroughALongLivedChild() throws Exception {
        AppChild child = python("while True:", " b=os.read(3,65536)", " if not b: break", " os.write(4,b)");
        byte[] sent = new byte[50_000];
        child.pipe().out().write(ByteBuffer.wrap(sent));
        child.pipe().out().close();

        assertEquals(sent.length, Channels.newInputStream(child.pipe().in()).readAllBytes().length);
        assertEquals("exit code 0", end(child));
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
        Set<Integer> before = ProcDescriptors.open();
        AppChild child = shell("read line <&3");

        List<Integer> ours = new ArrayList<>();
        for (int descriptor : ProcDescriptors.open()) {
            if (!before.contains(descriptor)
                    && ProcDescriptors.target(descriptor).orElse("").startsWith("pipe:")) {
                ours.add(descriptor);
                assertEquals(FD_CLOEXEC, libc().fcntl(descriptor, F_GETFD, 0));
            }
        }

        assertEquals(2, ours.size(), ours.toString());
        end(child);
    }

    @Test
    void worksInThisProcessesFolderIfNoneIsGiven() throws Exception {
        AppChild child = new Descriptors(libc()).spawn(new ChildCommand(List.of("sh", "-c", "pwd >&4"), null));

        assertEquals(Path.of("").toRealPath() + "\n", readAll(child.pipe().in()));
        end(child);
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
    void seesTheEndOfTheStreamWhenAChildDies() throws Exception {
        AppChild child = shell("kill -9 $$");

        assertEquals(-1, child.pipe().in().read(ByteBuffer.allocate(1)));
        assertEquals("killed by signal 9", end(child));
    }

    @Test
    void reportsAnExitCode() throws Exception {
        assertEquals("exit code 3", end(shell("exit 3")));
    }

    @Test
    void letsAChildSeeTheEndOfTheStream() throws Exception {
        AppChild child = shell("cat <&3 >/dev/null; exit 7");

        child.pipe().close();

        assertEquals("exit code 7", end(child));
    }

    @Test
    void signalsAChildUntilItHasEnded() throws Exception {
        AppChild child = shell("read line <&3");

        child.terminate();

        assertEquals("killed by signal 15", end(child));
        child.kill();
    }

    @Test
    void stopsReadingWhenThePipeIsClosed() throws Exception {
        AppChild child = shell("echo >&4; read line <&3");
        child.pipe().in().read(ByteBuffer.allocate(1));
        CompletableFuture<Throwable> reading =
                CompletableFuture.supplyAsync(() -> readToItsEnd(child.pipe().in()));

        child.pipe().in().close();

        assertTrue(reading.get(10, TimeUnit.SECONDS) instanceof ClosedChannelException);
        end(child);
    }

    private static Throwable readToItsEnd(ReadableByteChannel in) {
        try {
            in.read(ByteBuffer.allocate(1));
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    @Test
    void leavesNothingOfAChildThatCannotStart() throws Exception {
        shell("exit 0").exit().get(10, TimeUnit.SECONDS);
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

    private static int pipes() throws IOException {
        int count = 0;
        for (int descriptor : ProcDescriptors.open()) {
            count += ProcDescriptors.target(descriptor)
                            .filter(target -> target.startsWith("pipe:"))
                            .isPresent()
                    ? 1
                    : 0;
        }
        return count;
    }

    @Test
    void takesOverThePipesOfAProcess() throws Exception {
        AppChild child = java("");

        write(child, "ping");
        child.pipe().out().close();

        assertEquals("ping", readAll(child.pipe().in()));
        assertEquals("exit code 0", end(child));
    }

    @Test
    void tellsAUserWhoStartsAnAppByHandWhatIsMissing() throws Exception {
        assertEquals(
                "descriptor 3: expected the pipe from the node, found /dev/null; an app is started by its node\n",
                complaint("3</dev/null"));
        assertEquals(
                "descriptor 4: expected the pipe to the node, found /dev/null; an app is started by its node\n",
                complaint("4>/dev/null"));
        assertEquals(
                "descriptor 3: expected the pipe from the node, found a pipe the other way round;"
                        + " an app is started by its node\n",
                complaint("3>&4"));
        assertEquals(
                "descriptor 3: expected the pipe from the node, found a pipe the other way round;"
                        + " an app is started by its node\n",
                complaint("6<&3 3>&4 4<&6 6<&-"));
        String missing = complaint("3<&- 4>&-");
        assertTrue(missing.startsWith("descriptor 3: expected the pipe from the node, found "), missing);
        assertTrue(missing.endsWith("; an app is started by its node\n"), missing);
    }

    @Test
    void refusesBothEndsOfOnePipe() throws Exception {
        AppChild child = python(
                "os.dup2(4,2)",
                "r,w=os.pipe()",
                "os.dup2(r,3); os.dup2(w,4)",
                "os.execvp('sh',['sh','-c'," + '"' + '"' + '"' + "exec " + javaCommand() + '"' + '"' + '"' + "])");

        assertEquals(
                "descriptors 3 and 4: expected two pipes, found both ends of one; an app is started by its node\n",
                readAll(child.pipe().in()));
        assertEquals("exit code 1", end(child));
    }

    @Test
    void takesOverThePipesOfAProcessOnce() throws Exception {
        AppChild child = java("twice 5>&4 2>&5");

        assertEquals(
                "descriptors 3 and 4: expected to take them over once, and this process has done so already\n",
                readAll(child.pipe().in()));
        assertEquals("exit code 1", end(child));
    }

    @Test
    void leavesThePeerItsEndOfTheStream() throws Exception {
        AppChild child = java("");
        child.pipe().out().close();

        assertEquals("", readAll(child.pipe().in()));
        assertEquals("exit code 0", end(child));
    }

    private String complaint(String redirection) throws Exception {
        AppChild child = java("5>&4 2>&4 " + redirection);
        child.pipe().out().close();
        String complaint = readAll(child.pipe().in());
        assertEquals("exit code 1", end(child));
        return complaint;
    }

    /** A JVM that adopts 3 and 4 and copies one to the other. */
    private AppChild java(String redirections) throws IOException {
        return shell("exec " + javaCommand() + ' ' + redirections);
    }

    private String javaCommand() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return "'" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
                + " -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED -cp '"
                + System.getProperty("java.class.path") + "' " + AdoptingApp.class.getName() + ' '
                + libc().getClass().getName();
    }

    private static void write(AppChild child, String text) throws IOException {
        child.pipe().out().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String readSome(AppChild child) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        child.pipe().in().read(buffer);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    private static String readAll(ReadableByteChannel in) throws IOException {
        return new String(Channels.newInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String end(AppChild child) throws Exception {
        child.pipe().close();
        return child.exit().get(20, TimeUnit.SECONDS).toString();
    }
}
