package net.skywire.pipe.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every provider of the C library must do, with real children and a real child JVM. */
@Timeout(60)
public abstract class DescriptorsContract {

    private static final int F_GETPIPE_SZ = 1032;

    @TempDir
    Path folder;

    /** The provider under test. */
    protected abstract LibC libc();

    private AppChild shell(String script) throws IOException {
        return new Descriptors(libc()).spawn(new ChildCommand(List.of("sh", "-c", script), folder));
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
        AppChild child = new Descriptors(libc())
                .spawn(new ChildCommand(
                        List.of(
                                "python3",
                                "-c",
                                "import os\nwhile True:\n b=os.read(3,65536)\n if not b: break\n os.write(4,b)"),
                        folder));
        byte[] sent = new byte[50_000];
        child.pipe().out().write(ByteBuffer.wrap(sent));
        child.pipe().out().close();

        assertEquals(sent.length, Channels.newInputStream(child.pipe().in()).readAllBytes().length);
        assertEquals("exit code 0", end(child));
    }

    @Test
    void opensNothingElseInAChild() throws Exception {
        try (FileChannel leaking = FileChannel.open(Path.of("/proc/self/status"))) {
            AppChild other = shell("read line <&3");
            AppChild child = shell("for f in /proc/self/fd/*; do readlink $f; done >&4");

            String open = readAll(child.pipe().in());

            Set<String> pipes =
                    open.lines().filter(line -> line.startsWith("pipe:")).collect(Collectors.toSet());
            for (int standard = 1; standard <= 2; standard++) {
                pipes.remove(ProcDescriptors.target(standard).orElse(""));
            }
            assertTrue(leaking.isOpen());
            assertEquals(2, pipes.size(), open);
            assertFalse(open.contains("status"), open);
            end(child);
            end(other);
        }
    }

    @Test
    void makesPipesWide() throws Exception {
        AppChild child = shell("read line <&3");
        int descriptor = ProcDescriptors.open().stream()
                .filter(each -> wide(each))
                .findFirst()
                .orElseThrow();

        assertTrue(descriptor > SpawnPlan.CHILD_OUT);
        end(child);
    }

    private boolean wide(int descriptor) {
        try {
            return libc().fcntl(descriptor, F_GETPIPE_SZ, 0) == Descriptors.PIPE_SIZE;
        } catch (ErrnoException e) {
            return false;
        }
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
        String missing = complaint("3<&- 4>&-");
        assertTrue(missing.startsWith("descriptor 3: expected the pipe from the node, found "), missing);
        assertTrue(missing.endsWith("; an app is started by its node\n"), missing);
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
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return shell("exec '" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
                + " -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED -cp '"
                + System.getProperty("java.class.path") + "' " + AdoptingApp.class.getName() + ' '
                + libc().getClass().getName() + ' ' + redirections);
    }

    private static void write(AppChild child, String text) throws IOException {
        child.pipe().out().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String readAll(ReadableByteChannel in) throws IOException {
        return new String(Channels.newInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String end(AppChild child) throws Exception {
        child.pipe().close();
        return child.exit().get(20, TimeUnit.SECONDS).toString();
    }
}
