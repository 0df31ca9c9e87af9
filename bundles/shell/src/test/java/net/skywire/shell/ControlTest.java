package net.skywire.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlTest {

    private static final String HEAD = "NAME  VERSION  KIND  NODE  STATE  PORT  REASON\n";

    @TempDir
    Path home;

    private Control control;

    @BeforeEach
    void open() {
        control = new Control(home.toString());
        control.open();
    }

    @AfterEach
    void close() throws IOException {
        control.close();
    }

    @Test
    void tellsTheAppsOfAllSources() throws Exception {
        AppStatusSource bundles = () -> List.of(app("chat", "bundle", 1));
        control.addSource(bundles);
        control.addSource(() -> List.of(app("sshd", "process", 2)));

        assertEquals("""
                NAME  VERSION  KIND     NODE      STATE    PORT  REASON
                chat  1.0      bundle   embedded  running  1     -
                sshd  1.0      process  embedded  running  2     -
                """, ask("status\n"));

        control.removeSource(bundles);
        assertFalse(ask("status\n").contains("chat"));
    }

    @Test
    void tellsThatThereAreNoApps() throws Exception {
        assertEquals(HEAD + "no apps: drop a jar into apps/\n", ask("status\r\n"));
    }

    @Test
    void tellsWhatMayBeAsked() throws Exception {
        assertEquals("status  the apps, a line each\nhelp    this\n", ask("help\n"));
        assertEquals("unknown command \"stat?us\"; expected status or help\n", ask("stat\u0007us\n"));
        assertEquals("unknown command \"\"; expected status or help\n", ask("\n"));
    }

    @Test
    void takesRequestsUpToTheLimit() throws Exception {
        String padding = " ".repeat(ControlRequest.MAX_LENGTH - "help".length());
        String refusal = "expected a request of up to 1024 bytes that ends with a line break\n";

        assertTrue(ask("help" + padding + '\n').startsWith("status"));
        assertEquals(refusal, ask("help" + padding + " \n"));
        assertEquals(refusal, ask("help" + padding + padding + "and more"));
    }

    @Test
    void refusesARequestThatDoesNotEnd() throws Exception {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap("status".getBytes(StandardCharsets.UTF_8)));
            client.shutdownOutput();

            assertEquals("expected a request of up to 1024 bytes that ends with a line break\n", readAll(client));
        }
    }

    @Test
    void answersWhileAnotherClientIsSilent() throws Exception {
        try (SocketChannel silent = connect()) {
            assertTrue(silent.isConnected());
            assertTrue(ask("help\n").startsWith("status"));
        }
    }

    @Test
    void isForItsOwnerAlone() throws Exception {
        assertEquals("rw-------", mode(socket()));
        assertFalse(mode(socket().getParent()).endsWith("x"));
    }

    @Test
    void closesAFolderThatOthersCouldEnter() throws Exception {
        control.close();
        Files.setPosixFilePermissions(home.resolve("data"), PosixFilePermissions.fromString("rwxrwxrwx"));

        open();

        assertEquals("rwxr-x---", mode(home.resolve("data")));
    }

    @Test
    void leavesNothingWhenClosed() throws Exception {
        try (SocketChannel silent = connect()) {
            assertTrue(ask("help\n").startsWith("status"));

            control.close();

            assertEquals("", readAll(silent));
        }
        assertFalse(Files.exists(socket()));
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("skywire-control")) {
                thread.join(10_000); // its pool has let it go; it may have a last step to make
                assertFalse(thread.isAlive(), thread::getName);
            }
        }
    }

    @Test
    void hasNoSocketWithoutAHome() throws Exception {
        Control idle = new Control((String) null);

        idle.open();
        idle.close();
    }

    private static AppStatus app(String name, String kind, int port) {
        return new AppStatus(name, "1.0", kind, "embedded", AppState.RUNNING, OptionalInt.of(port), "");
    }

    private Path socket() {
        return home.resolve("data/control.sock");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket()));
    }

    private String ask(String request) throws IOException {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            return readAll(client);
        }
    }

    private static String readAll(SocketChannel client) throws IOException {
        return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
    }
}
