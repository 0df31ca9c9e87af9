package net.skywire.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.skywire.host.socket.SocketPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlSocketTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String HELLO = "out you said [hello]\nexit 7\n";

    @TempDir
    Path folder;

    @Test
    void closesAClientWhoseRequestTakesLong() throws Exception {
        try (ControlSocket socket = opened(SHORT, LONG, ControlSocketTest::echo);
                ControlClient silent = new ControlClient(path());
                ControlClient slow = new ControlClient(path())) {
            slow.send(new byte[] {0, 0, 0});

            assertNull(silent.line());
            assertNull(slow.line());
            assertEquals(HELLO, ControlClient.ask(path(), "hello"), socket::toString);
        }
    }

    @Test
    void givesACommandMoreTimeThanARequest() throws Exception {
        CompletableFuture<String> late = new CompletableFuture<>();
        try (ControlSocket socket = opened(SHORT, LONG, (request, reply) -> {
                    reply.line(late.orTimeout(20, TimeUnit.SECONDS).join());
                    return 0;
                });
                ControlClient silent = new ControlClient(path());
                ControlClient asking = new ControlClient(path())) {
            asking.send(ControlClient.request("go"));
            assertNull(silent.line(), "closed, its time is over"); // so is the other's, had it not asked

            late.complete("late");

            assertEquals("out late\nexit 0\n", asking.rest(), socket::toString);
        }
    }

    @Test
    void answersLineByLine() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (ControlSocket socket = opened(LONG, LONG, (request, reply) -> {
                    reply.progress("half");
                    await(read);
                    reply.line("one\ntwo\u001b[2J\u009b\tthree");
                    reply.error("no luck");
                    reply.usage("try it");
                    return 1;
                });
                ControlClient client = new ControlClient(path())) {
            client.send(ControlClient.request("go"));
            assertEquals("progress half", client.line(), socket::toString);

            read.countDown();

            assertEquals("out one\nout two?[2J?\tthree\nerror no luck\nusage try it\nexit 1\n", client.rest());
        }
    }

    @Test
    void interruptsTheCommandOfAClientThatGoes() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (ControlSocket socket = opened(LONG, LONG, (request, reply) -> {
            try {
                begun.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return 0;
        })) {
            try (ControlClient client = new ControlClient(path())) {
                client.send(ControlClient.request("go"));
                client.send("more that nobody reads".getBytes());
                await(begun);
                assertEquals(1, interrupted.getCount(), socket::toString);
            }
            await(interrupted);
        }
    }

    @Test
    void refusesACommandPastTheMostAndTakesTheNextWhenOneIsDone() throws Exception {
        CountDownLatch all = new CountDownLatch(ControlSocket.MAX_COMMANDS);
        CountDownLatch goOn = new CountDownLatch(1);
        List<ControlClient> clients = new ArrayList<>();
        try (ControlSocket socket = opened(LONG, LONG, (request, reply) -> {
            all.countDown();
            await(goOn);
            return 0;
        })) {
            for (int count = 0; count < ControlSocket.MAX_COMMANDS; count++) {
                clients.add(new ControlClient(path()));
                clients.get(count).send(ControlClient.request("go"));
            }
            await(all);

            String refusal = "error as many commands as may run at a time do so; try again when one is done\nexit 1\n";
            assertEquals(refusal, ControlClient.ask(path(), "go"));

            goOn.countDown();
            for (ControlClient client : clients) {
                assertEquals("exit 0\n", client.rest());
            }
            String answer = ControlClient.ask(path(), "go");
            while (answer.equals(refusal)) { // the place is free a moment after the answer has ended
                answer = ControlClient.ask(path(), "go");
            }
            assertEquals("exit 0\n", answer, socket::toString);
        } finally {
            closeAll(clients);
        }
    }

    @Test
    void letsAClientPastTheMostWaitItsTurn() throws Exception {
        List<ControlClient> silent = new ArrayList<>();
        try (ControlSocket socket = opened(LONG, LONG, ControlSocketTest::echo);
                ControlClient first = new ControlClient(path())) {
            for (int count = 1; count < ControlSocket.MAX_CLIENTS; count++) {
                silent.add(new ControlClient(path()));
            }
            try (ControlClient waiting = new ControlClient(path())) {
                waiting.send(ControlClient.request("hello"));
                first.send(ControlClient.request("hello"));
                assertEquals(HELLO, first.rest(), socket::toString);

                assertEquals(HELLO, waiting.rest());
            }
        } finally {
            closeAll(silent);
        }
    }

    @Test
    void closesAClientThatDoesNotReadItsAnswer() throws Exception {
        CompletableFuture<IOException> failure = new CompletableFuture<>();
        String line = "x".repeat(1 << 20);
        try (ControlSocket socket = opened(LONG, SHORT, (request, reply) -> {
                    try {
                        while (true) {
                            reply.line(line);
                        }
                    } catch (IOException e) {
                        failure.complete(e);
                        throw e;
                    }
                });
                ControlClient lazy = new ControlClient(path())) {
            lazy.send(ControlClient.request("go"));

            assertTrue(failure.get(20, TimeUnit.SECONDS) != null, socket::toString);
        }
    }

    @Test
    void saysWhatItExpects() throws Exception {
        try (ControlSocket socket = opened(LONG, LONG, ControlSocketTest::echo);
                ControlClient client = new ControlClient(path())) {
            client.send(new byte[] {0, 1, 0, 1});

            assertEquals(
                    "error expected a request of 1 to 65536 bytes, got 65537\nexit 2\n",
                    client.rest(),
                    socket::toString);
        }
    }

    @Test
    void closesWhileAllPlacesAreTaken() throws Exception {
        List<ControlClient> clients = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        ControlSocket socket = opened(LONG, LONG, (request, reply) -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return 0;
        });
        for (int count = 0; count <= ControlSocket.MAX_CLIENTS; count++) {
            clients.add(new ControlClient(path()));
        }
        clients.get(0).send(ControlClient.request("go"));
        await(begun);

        socket.close();

        closeAll(clients);
        assertFalse(Files.exists(path()));
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("skywire-control")) {
                thread.join(10_000); // its pool has let it go; it may have a last step to make
                assertFalse(thread.isAlive(), thread::getName);
            }
        }
    }

    @Test
    void replacesASocketOnWhichNobodyAnswers() throws Exception {
        try (ServerSocketChannel old = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            old.bind(UnixDomainSocketAddress.of(path()));
        }
        assertTrue(Files.exists(path()));

        try (ControlSocket socket = opened(LONG, LONG, ControlSocketTest::echo)) {
            assertEquals(HELLO, ControlClient.ask(path(), "hello"), socket::toString);
        }
    }

    @Test
    void leavesASocketOnWhichSomebodyAnswers() throws Exception {
        try (ControlSocket first = opened(LONG, LONG, ControlSocketTest::echo)) {
            var thrown = assertThrows(IOException.class, () -> opened(LONG, LONG, ControlSocketTest::echo));

            assertEquals("expected nobody at " + path() + ", another container answers there", thrown.getMessage());
            assertEquals(HELLO, ControlClient.ask(path(), "hello"), first::toString);
        }
    }

    @Test
    void leavesWhatIsNoSocket() throws Exception {
        Files.writeString(path(), "precious");

        var thrown = assertThrows(IOException.class, () -> opened(LONG, LONG, ControlSocketTest::echo));

        assertEquals("expected a socket or nothing at " + path() + ", found a file or folder", thrown.getMessage());
        assertEquals("precious", Files.readString(path()));
    }

    @Test
    void takesPathsUpToTheLimit() throws Exception {
        int rest = SocketPlace.MAX_PATH - folder.toString().length() - 1;
        Path fits = folder.resolve("s".repeat(rest));
        Path past = folder.resolve("s".repeat(rest + 1));

        try (ServerSocketChannel server = SocketFile.bind(fits)) {
            assertTrue(server.isOpen());
        }
        var thrown = assertThrows(IOException.class, () -> SocketFile.bind(past));

        assertEquals("expected a socket's path of up to 106 bytes, got 107: " + past, thrown.getMessage());
        assertFalse(Files.exists(past));
    }

    private static int echo(ControlRequest request, Reply reply) throws IOException {
        reply.line("you said " + request.words());
        return 7;
    }

    private Path path() {
        return folder.resolve("control.sock");
    }

    private ControlSocket opened(Duration longestRequest, Duration longestWrite, Conversation.Runner runner)
            throws IOException {
        ControlSocket socket = new ControlSocket(path(), longestRequest, longestWrite, runner);
        socket.start();
        return socket;
    }

    private static void closeAll(List<ControlClient> clients) throws IOException {
        for (ControlClient client : clients) {
            client.close();
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(20, TimeUnit.SECONDS));
    }
}
