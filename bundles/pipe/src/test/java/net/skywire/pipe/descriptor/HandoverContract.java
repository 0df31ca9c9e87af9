package net.skywire.pipe.descriptor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider must do to receive descriptors, from a real process. */
public abstract class HandoverContract extends ProviderContract {

    private static final int F_GETFD = 1;
    private static final int FD_CLOEXEC = 1;
    private static final int MOST = 1000;
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private Descriptors descriptors;
    private MessageSocket listener;
    private Path path;

    @BeforeEach
    void listen() throws IOException {
        descriptors = new Descriptors(libc());
        path = folder.resolve("socket");
        listener = descriptors.listen(path, 16);
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    /** A process that has connected as {@code s}, with pipes a1, a2 and b1, b2, and does what the lines say. */
    private AppChild sender(String... lines) throws IOException {
        String script = String.join("\n", lines);
        return python(
                "import socket, array",
                "s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)",
                "s.connect('" + path + "')",
                "a1, a2 = os.pipe(); b1, b2 = os.pipe()",
                "def send(content, *fds):",
                "    s.sendmsg([content], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', fds))] if fds else [])",
                script,
                "os.read(3, 1)");
    }

    private MessageSocket accept() throws IOException {
        assertEquals(List.of(listener), SocketPoll.await(descriptors, List.of(listener), AMPLE));
        return listener.accept().orElseThrow();
    }

    private Optional<Handover> receive(MessageSocket connection) throws IOException {
        assertEquals(List.of(connection), SocketPoll.await(descriptors, List.of(connection), AMPLE));
        return connection.receive(MOST);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void takesOverThePipesOfAnotherProcess() throws Exception {
        AppChild sender = sender(
                "send(b'chat', a1, b2)",
                "os.close(a1); os.close(b2)",
                "os.write(a2, b'ping')",
                "os.write(4, os.read(b1, 100) + os.read(b1, 100) + b'.')");
        try (MessageSocket connection = accept();
                Handover handover = receive(connection).orElseThrow()) {
            assertArrayEquals(bytes("chat"), handover.content());

            try (PipePair pipes = handover.takePipes()) {
                ByteBuffer buffer = ByteBuffer.allocate(100);
                pipes.in().read(buffer);
                pipes.out().write(buffer.flip());
            }

            assertEquals("ping.", readSome(sender));
        }
        end(sender);
    }

    @Test
    void keepsWhatItReceivesFromOtherPrograms() throws Exception {
        AppChild sender = sender("send(b'chat', a1, b2)");
        try (MessageSocket connection = accept();
                Handover handover = receive(connection).orElseThrow()) {
            assertEquals(2, handover.descriptors().size());
            for (int descriptor : Stream.concat(
                            handover.descriptors().stream(), Stream.of(connection.descriptor(), listener.descriptor()))
                    .toList()) {
                assertEquals(FD_CLOEXEC, libc().fcntl(descriptor, F_GETFD, 0));
            }
        }
        end(sender);
    }

    @Test
    void knowsTheUserAtTheOtherEnd() throws Exception {
        AppChild sender = sender("");
        try (MessageSocket connection = accept()) {
            assertEquals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), connection.user());
        }
        end(sender);
    }

    @Test
    void keepsMessagesApart() throws Exception {
        AppChild sender = sender("send(b'one'); send(b'two', a1, b2); send(b'three')");
        try (MessageSocket connection = accept()) {
            assertArrayEquals(bytes("one"), receive(connection).orElseThrow().content());
            try (Handover second = receive(connection).orElseThrow()) {
                assertArrayEquals(bytes("two"), second.content());
                assertEquals(2, second.descriptors().size());
            }
            Handover third = receive(connection).orElseThrow();
            assertArrayEquals(bytes("three"), third.content());
            assertEquals(List.of(), third.descriptors());
        }
        end(sender);
    }

    @Test
    void seesTheEndOfTheOtherSide() throws Exception {
        AppChild sender = sender("s.close()");
        try (MessageSocket connection = accept()) {
            assertTrue(receive(connection).isEmpty());
            assertFalse(connection.send(bytes("late")));
        }
        end(sender);
    }

    @Test
    void sendsMessages() throws Exception {
        AppChild sender = sender("os.write(4, s.recv(100) + b'|' + s.recv(100))");
        try (MessageSocket connection = accept()) {
            assertTrue(connection.send(bytes("one")));
            assertTrue(connection.send(bytes("two")));
            assertEquals("one|two", readSome(sender));
        }
        end(sender);
    }

    @Test
    void waitsNoLongerThanItsTime() throws Exception {
        assertEquals(List.of(), SocketPoll.await(descriptors, List.of(listener), Duration.ofMillis(1)));
        assertTrue(listener.accept().isEmpty());
    }

    @Test
    void wakesWhoeverWaitsWhenShutDown() throws Exception {
        CompletableFuture<List<MessageSocket>> woken = CompletableFuture.supplyAsync(() -> {
            try {
                return SocketPoll.await(descriptors, List.of(listener), AMPLE);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        listener.shutdown();

        assertEquals(List.of(listener), woken.get(10, TimeUnit.SECONDS));
    }

    @Test
    void doesNothingOnceClosed() throws Exception {
        AppChild sender = sender("");
        MessageSocket connection = accept();
        connection.close();

        assertFalse(connection.send(bytes("late")));
        connection.shutdown();
        connection.close();
        end(sender);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send(b'x')|expected 2 descriptors, got 0",
                "send(b'x', a1)|expected 2 descriptors, got 1",
                "send(b'x', a1, b2, b2)|expected up to 2 descriptors, got more, or none are free here",
                "send(b'x', *([a1] * 253))|expected up to 2 descriptors, got more, or none are free here",
                "send(b'x' * 1001, a1, b2)|expected a message of up to 1000 bytes, got a longer one",
                "send(b'x', b2, a1)|the first descriptor: expected the pipe from the node, found a pipe the other way round",
                "send(b'x', a1, b1)|the second descriptor: expected the pipe to the node, found a pipe the other way round",
                "send(b'x', a1, a2)|the two descriptors: expected two pipes, found both ends of one",
                "f = os.open('/dev/null', os.O_RDWR); send(b'x', f, b2)"
                        + "|the first descriptor: expected the pipe from the node, found /dev/null",
                "f = os.open('/dev/null', os.O_RDWR); send(b'x', a1, f)"
                        + "|the second descriptor: expected the pipe to the node, found /dev/null",
                "os.mkfifo('fifo'); f = os.open('fifo', os.O_RDWR); os.unlink('fifo'); send(b'x', f, f)"
                        + "|the first descriptor: expected the pipe from the node, found FOLDER/fifo (deleted)",
                "send(b'x', s.fileno(), b2)|the first descriptor: expected the pipe from the node, found socket:[N]"
            })
    void leavesNothingOfWhatItRefuses(String sentAndComplaint) throws Exception {
        String[] parts = sentAndComplaint.split("\\|");
        AppChild sender = sender(parts[0]);
        try (MessageSocket connection = accept()) {
            List<String> before = open();

            IOException refused = assertThrows(
                    IOException.class, () -> receive(connection).orElseThrow().takePipes());

            String said = refused.getMessage()
                    .replace(folder.toRealPath().toString(), "FOLDER")
                    .replaceAll("\\d+]", "N]");
            assertEquals(parts[1], said);
            assertEquals(before, open());
        }
        end(sender);
    }

    @Test
    void takesTheLongestMessage() throws Exception {
        AppChild sender = sender("send(b'x' * 1000, a1, b2)");
        try (MessageSocket connection = accept();
                Handover handover = receive(connection).orElseThrow()) {
            assertEquals(MOST, handover.content().length);
            handover.takePipes().close();
        }
        end(sender);
    }

    /** The system does not tell it from the end of the other side. */
    @Test
    void leavesNothingOfAMessageWithoutContent() throws Exception {
        AppChild sender = sender("send(b'', a1, b2)");
        try (MessageSocket connection = accept()) {
            List<String> before = open();

            assertTrue(receive(connection).isEmpty());

            assertEquals(before, open());
        }
        end(sender);
    }

    @Test
    void leavesNothingOfWhatIsNotTakenOver() throws Exception {
        AppChild sender = sender("send(b'x', a1, b2)");
        try (MessageSocket connection = accept()) {
            List<String> before = open();

            receive(connection).orElseThrow().close();

            assertEquals(before, open());
        }
        end(sender);
    }

    /** What is open and of a kind that comes over sockets. */
    private static List<String> open() throws IOException {
        return ProcDescriptors.open().stream()
                .flatMap(descriptor -> {
                    try {
                        return ProcDescriptors.target(descriptor).stream();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .filter(target -> target.startsWith("pipe:")
                        || target.startsWith("socket:")
                        || target.startsWith("/dev/")
                        || target.contains("fifo"))
                .sorted()
                .toList();
    }

    @Test
    void saysWhyItCannotListen() throws Exception {
        List<String> before = open();
        Path longest = Path.of("/" + "x".repeat(107));

        IOException taken = assertThrows(IOException.class, () -> descriptors.listen(path, 1));
        IOException tooLong = assertThrows(IOException.class, () -> descriptors.listen(longest, 1));
        IOException nowhere =
                assertThrows(IOException.class, () -> descriptors.listen(Path.of("/no/such/folder/s"), 1));

        assertEquals("bind: something is there already (errno 98)", taken.getMessage());
        assertEquals("expected a socket's path of up to 107 bytes, got 108: " + longest, tooLong.getMessage());
        assertEquals("bind: no such file or directory (errno 2)", nowhere.getMessage());
        assertEquals(before, open());
    }
}
