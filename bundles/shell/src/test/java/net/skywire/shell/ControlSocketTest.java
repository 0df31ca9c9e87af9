package net.skywire.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.skywire.host.socket.SocketPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlSocketTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    Path folder;

    @Test
    void closesASilentClientWhenItsTimeIsOver() throws Exception {
        try (ControlSocket socket = opened(SHORT);
                SocketChannel silent = connect()) {
            assertEquals("", readAll(silent));
            assertTrue(ask("hello\n").startsWith("you said hello"), socket::toString);
        }
    }

    @Test
    void answersTheMostAtATimeAndTheNextInTurn() throws Exception {
        CountDownLatch all = new CountDownLatch(ControlSocket.MAX_CLIENTS);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        List<SocketChannel> clients = new ArrayList<>();
        try (ControlSocket socket = new ControlSocket(path(), LONG, request -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            all.countDown();
            await(goOn);
            running.decrementAndGet();
            return "done";
        })) {
            socket.start();
            for (int count = 0; count <= ControlSocket.MAX_CLIENTS; count++) {
                clients.add(connect());
                send(clients.get(count), "go\n");
            }
            await(all);

            goOn.countDown();

            for (SocketChannel client : clients) {
                assertEquals("done", readAll(client));
            }
            assertEquals(ControlSocket.MAX_CLIENTS, most.get());
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    void closesWhileAllPlacesAreTaken() throws Exception {
        List<SocketChannel> silent = new ArrayList<>();
        ControlSocket socket = opened(LONG);
        for (int count = 0; count <= ControlSocket.MAX_CLIENTS; count++) {
            silent.add(connect());
        }

        socket.close();

        for (SocketChannel client : silent) {
            client.close();
        }
        assertFalse(Files.exists(path()));
    }

    @Test
    void replacesASocketOnWhichNobodyAnswers() throws Exception {
        try (ServerSocketChannel old = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            old.bind(UnixDomainSocketAddress.of(path()));
        }
        assertTrue(Files.exists(path()));

        try (ControlSocket socket = opened(LONG)) {
            assertEquals("you said hello", ask("hello\n"), socket::toString);
        }
    }

    @Test
    void leavesASocketOnWhichSomebodyAnswers() throws Exception {
        try (ControlSocket first = opened(LONG)) {
            var thrown = assertThrows(IOException.class, () -> opened(LONG));

            assertEquals("expected nobody at " + path() + ", another container answers there", thrown.getMessage());
            assertEquals("you said hello", ask("hello\n"), first::toString);
        }
    }

    @Test
    void leavesWhatIsNoSocket() throws Exception {
        Files.writeString(path(), "precious");

        var thrown = assertThrows(IOException.class, () -> opened(LONG));

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

    private Path path() {
        return folder.resolve("control.sock");
    }

    private ControlSocket opened(Duration longest) throws IOException {
        ControlSocket socket = new ControlSocket(path(), longest, request -> "you said " + request);
        socket.start();
        return socket;
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path()));
    }

    private static void send(SocketChannel client, String request) throws IOException {
        client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
    }

    private String ask(String request) throws IOException {
        try (SocketChannel client = connect()) {
            send(client, request);
            return readAll(client);
        }
    }

    private static String readAll(SocketChannel client) throws IOException {
        return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
