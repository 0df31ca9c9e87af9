package net.skywire.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import net.skywire.app.AppConfig;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.NoSeatYetException;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.frame.SendCodecs;
import net.skywire.pipe.jna.JnaLibC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server, and a process that speaks to it as skywire-attach does, or should not. */
@Timeout(60)
class AttachServerTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1);
    private final List<AutoCloseable> open = new ArrayList<>();
    private Attachments attachments;
    private AttachServer server;

    private void serve(Duration longestWait, Duration longestHandover) throws IOException {
        attachments = new Attachments(
                longestWait,
                deadlines,
                new SendCodecs(),
                waiting -> "no app " + waiting + " is deployed here",
                () -> {});
        server = new AttachServer(new Descriptors(new JnaLibC()), path(), attachments, longestHandover, deadlines);
        server.start();
    }

    private Path path() {
        return folder.resolve("data/attach.sock");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        server.close();
        deadlines.shutdownNow();
        assertTrue(deadlines.awaitTermination(10, TimeUnit.SECONDS));
    }

    /** Runs lines of Python with a connection {@code s}; {@code chat} hands over good pipes. */
    private Peer peer() throws IOException {
        Peer peer = new Peer(path());
        open.add(peer);
        return peer;
    }

    private static final class Peer implements AutoCloseable {
        private static final String SETUP = """
                import array, os, socket, sys
                s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                s.connect(sys.argv[1])
                a, b = os.pipe(), os.pipe()
                def text(t): return bytes([len(t) >> 8, len(t) & 255]) + t
                def send(content, *fds):
                    s.sendmsg([content], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', fds))])
                def attach(name, version=b'1.0'): send(b'SKA1\\1' + text(name) + text(version), a[0], b[1])
                def said():
                    try: return s.recv(1000)
                    except ConnectionResetError: return b'reset'
                for line in sys.stdin: print(eval(line), flush=True)
                """;

        private final Process process;
        private final Writer in;
        private final BufferedReader out;

        Peer(Path path) throws IOException {
            process = new ProcessBuilder("python3", "-c", SETUP, path.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            in = process.outputWriter(StandardCharsets.UTF_8);
            out = process.inputReader(StandardCharsets.UTF_8);
        }

        String eval(String line) throws IOException {
            in.write(line + '\n');
            in.flush();
            return out.readLine();
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static long pipesAndSockets() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(AttachServerTest::isPipeOrSocket).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPipeOrSocket(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void keepsOthersFromItsSocket() throws Exception {
        serve(LONG, LONG);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
        assertFalse(PosixFilePermissions.toString(Files.getPosixFilePermissions(path().getParent()))
                .endsWith("x"));
    }

    @Test
    void leavesNoSocketBehind() throws Exception {
        serve(LONG, LONG);
        server.close();

        assertFalse(Files.exists(path()));
        serve(LONG, LONG);
        assertTrue(Files.exists(path()));
    }

    @Test
    void letsAnAppWaitForItsSeat() throws Exception {
        serve(LONG, LONG);
        Peer peer = peer();
        peer.eval("attach(b'chat')");
        await("the pipes", () -> !attachments.isEmpty());

        var notYet = assertThrows(NoSeatYetException.class, () -> attachments.take(asked("1.1")));
        assertEquals("for an outside node to start it as chat 1.1", notYet.getMessage());
        var asking = assertThrows(NoSeatYetException.class, () -> attachments.take(asked("1.0")));
        assertEquals("for the node's answer", asking.getMessage());
    }

    private static AppSeat asked(String version) {
        return new AppSeat(new AppConfig("chat", version));
    }

    @Test
    void tellsWhyThereIsNoSeatWhenTheTimeIsOver() throws Exception {
        serve(Duration.ofMillis(100), LONG);
        Peer peer = peer();
        peer.eval("attach(b'chat')");

        assertEquals("no app chat 1.0 is deployed here", peer.eval("said()[7:].decode()"));
        await("nothing left", () -> attachments.isEmpty());
    }

    @Test
    void endsAConnectionThatHandsNothingOver() throws Exception {
        serve(LONG, Duration.ofMillis(100));

        assertEquals("b''", peer().eval("said()"));
    }

    @Test
    void forgetsAnAppWhoseShimHasGone() throws Exception {
        serve(LONG, LONG);
        Peer peer = peer();
        peer.eval("attach(b'chat')");
        await("the pipes", () -> !attachments.isEmpty());

        peer.close();

        await("nothing left", () -> attachments.isEmpty());
    }

    @Test
    void stopsAnAppThatHasNoSeatYet() throws Exception {
        serve(LONG, LONG);
        Peer peer = peer();
        peer.eval("attach(b'chat')");
        peer.eval("s.send(b'SKA1\\2')");

        assertEquals("b'SKA1\\x04\\x00\\x00'", peer.eval("said()"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send(b'SKA2\\1')|expected a message of protocol SKA1, got another",
                "send(b'SKA1\\2')|expected an app with its pipes, got a message of type 2",
                "send(b'SKA1\\3')|expected an app with its pipes, got a message of type 3",
                "send(b'SKA1\\1' + text(b'chat'), a[0], b[1])|expected an app's name and version, got 1 texts",
                "attach(b'two words')|app name: expected letters, digits and . _ - only, got another at character 3",
                "attach(b'')|app name: expected 1 to 64 characters, got 0",
                "attach(b'chat', b'x' * 65)|app version: expected 1 to 64 characters, got 65",
                "send(b'SKA1\\1' + text(b'chat') + text(b'1'), a[0])|expected 2 descriptors, got 1",
                "send(b'SKA1\\1' + text(b'chat') + text(b'1'), a[1], b[1])"
                        + "|the first descriptor: expected the pipe from the node, found a pipe the other way round",
                "send(b'SKA1\\1' + text(b'chat') + text(b'1'), a[0], b[1], b[1])"
                        + "|expected up to 2 descriptors, got more, or none are free here",
                "send(b'SKA1\\1' + b'x' * 65532, a[0], b[1])"
                        + "|expected a message of up to 65536 bytes, got a longer one",
            })
    void refusesWhatIsWrongAndKeepsNothingOfIt(String sentAndComplaint) throws Exception {
        String[] parts = sentAndComplaint.split("\\|");
        serve(LONG, LONG);
        Peer peer = peer();
        peer.eval("1");
        long before = pipesAndSockets();

        peer.eval(parts[0]);

        String said = peer.eval("said()[7:].decode()");
        assertEquals(parts[1], said);
        assertEquals("b''", peer.eval("said()"));
        await("its connection closed", () -> server.isIdle());
        await("no more open than before", () -> pipesAndSockets() <= before);
        assertTrue(attachments.isEmpty());
    }

    @Test
    void refusesASecondHandoverOnOneConnection() throws Exception {
        serve(LONG, LONG);
        Peer peer = peer();
        peer.eval("attach(b'chat')");
        peer.eval("attach(b'chat')");

        assertEquals("expected a stop, got a message of type 1", peer.eval("said()[7:].decode()"));
        await("nothing left", () -> attachments.isEmpty());
    }

    @Test
    void refusesASecondOneOfAnAppAndKeepsTheFirst() throws Exception {
        serve(LONG, LONG);
        peer().eval("attach(b'chat')");
        Peer second = peer();
        second.eval("attach(b'chat', b'2.0')");

        assertEquals("app chat is attached already", second.eval("said()[7:].decode()"));
        assertFalse(attachments.isEmpty());
    }
}
