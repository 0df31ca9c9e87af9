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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.skywire.host.AppControl;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import net.skywire.host.StatusNotice;
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
                ok
                NAME  VERSION  KIND     NODE      STATE    PORT  REASON
                chat  1.0      bundle   embedded  running  1     -
                sshd  1.0      process  embedded  running  2     -
                """, ask("status\n"));

        control.removeSource(bundles);
        assertFalse(ask("status\n").contains("chat"));
    }

    @Test
    void tellsWhatIsToBeSaidOfTheContainer() throws Exception {
        control.addSource(() -> List.of(app("chat", "bundle", 1)));
        StatusNotice notice = () -> List.of("one thing", "another\u0007");
        control.addNotice(notice);

        assertTrue(ask("status\n").endsWith("running  1     -\none thing\nanother?\n"));

        control.removeNotice(notice);
        assertFalse(ask("status\n").contains("thing"));
    }

    @Test
    void tellsThatThereAreNoApps() throws Exception {
        assertEquals("ok\n" + HEAD + "no apps: drop a jar into apps/\n", ask("status\r\n"));
    }

    @Test
    void tellsWhatMayBeAsked() throws Exception {
        assertTrue(ask("help\n").startsWith("ok\nstatus "));
        String end = "; expected status, app or help\n";
        assertEquals("failed\nunknown command \"stat?us\"" + end, ask("stat\u0007us\n"));
        assertEquals("failed\nunknown command \"\"" + end, ask("\n"));
        assertEquals("failed\nunknown command \"app\"" + end, ask("app\n"));
    }

    /** Knows one app, and what was done to it. */
    private static final class OneApp implements AppControl {
        private final List<String> done = new ArrayList<>();

        @Override
        public boolean controls(String app) {
            return app.equals("chat");
        }

        @Override
        public void start(String app) throws IOException {
            throw new IOException("app " + app + " runs already, pid 4711");
        }

        @Override
        public void stop(String app) {
            done.add("stop " + app);
        }

        @Override
        public void restart(String app) {
            done.add("restart " + app);
        }

        @Override
        public List<String> log(String app, int lines) {
            return List.of(lines + " lines", "\u001b[2Jof " + app);
        }
    }

    @Test
    void doesToAnAppWhatIsAsked() throws Exception {
        OneApp chat = new OneApp();
        control.addSource(() -> List.of(app("echo", "bundle", 1)));
        control.addControl(chat);

        assertEquals("ok\n", ask("app stop chat\n"));
        assertEquals("ok\n", ask("app  restart  chat\n"));
        assertEquals("failed\napp chat runs already, pid 4711\n", ask("app start chat\n"));
        assertEquals("ok\n20 lines\n?[2Jof chat\n", ask("app log chat\n"));
        assertEquals("ok\n1000 lines\n?[2Jof chat\n", ask("app log chat 1000\n"));
        assertEquals(List.of("stop chat", "restart chat"), chat.done);
        control.removeControl(chat);
        assertEquals("failed\nthere is no app chat\n", ask("app stop chat\n"));
    }

    @Test
    void keepsWhetherAnAppStarts() throws Exception {
        List<String> done = new ArrayList<>();
        assertEquals("failed\nthere is no list of apps\n", ask("app autostart chat on\n"));
        control.addList((app, on) -> {
            if (!app.equals("chat")) {
                throw new IOException("there is no app " + app + " on the node's list");
            }
            done.add(app + on);
        });

        assertEquals("ok\n", ask("app autostart chat on\n"));
        assertEquals("ok\n", ask("app autostart chat off\n"));
        assertEquals("failed\nthere is no app echo on the node's list\n", ask("app autostart echo on\n"));
        assertEquals("failed\nexpected on or off, got maybe\n", ask("app autostart chat maybe\n"));
        assertEquals(List.of("chattrue", "chatfalse"), done);
    }

    @Test
    void saysWhatItCannotDoToAnApp() throws Exception {
        control.addSource(() -> List.of(app("echo", "bundle", 1)));
        control.addControl(new OneApp());

        assertEquals(
                "failed\napp echo is a bundle: it starts when its jar is put into apps/, and stops when it is taken out\n",
                ask("app stop echo\n"));
        assertEquals("failed\nthere is no app ch?at\n", ask("app start ch\u0007at\n"));
        assertEquals("failed\nLINES: expected 1 to 1000, got 1001\n", ask("app log chat 1001\n"));
        assertEquals("failed\nLINES: expected 1 to 1000, got 0\n", ask("app log chat 0\n"));
        assertEquals("failed\nLINES: expected 1 to 1000, got ten\n", ask("app log chat ten\n"));
        String usage = "failed\nexpected " + AppCommand.USAGE + "\n";
        assertEquals(usage, ask("app stop\n"));
        assertEquals(usage, ask("app stop chat chat\n"));
        assertEquals(usage, ask("app log chat 10 20\n"));
        assertEquals(usage, ask("app eat chat\n"));
    }

    @Test
    void takesRequestsUpToTheLimit() throws Exception {
        String padding = " ".repeat(ControlRequest.MAX_LENGTH - "help".length());
        String refusal = "expected a request of up to 1024 bytes that ends with a line break\n";

        assertTrue(ask("help" + padding + '\n').startsWith("ok\nstatus"));
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
            assertTrue(ask("help\n").startsWith("ok\nstatus"));
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
            assertTrue(ask("help\n").startsWith("ok\nstatus"));

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
