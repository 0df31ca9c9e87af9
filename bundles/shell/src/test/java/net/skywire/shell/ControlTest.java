package net.skywire.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlTest {

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
    void runsTheCommandsThatThereAre() throws Exception {
        var deploy = new TestCommand("deploy", (words, out) -> out.line(out.directory() + " " + words));
        control.addCommand(deploy);

        assertEquals("out /tmp [my app.jar]\nexit 0\n", ask("deploy", "my app.jar"));
        assertEquals("out /tmp []\nexit 0\n", ask("deploy"));

        control.removeCommand(deploy);
        assertEquals("error expected one of help, got \"deploy\"\nexit 2\n", ask("deploy"));
    }

    @Test
    void answersWhileAnotherClientIsSilent() throws Exception {
        try (ControlClient silent = new ControlClient(socket())) {
            assertEquals("exit 0\n", ask("help"), silent::toString);
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
        try (ControlClient silent = new ControlClient(socket())) {
            assertEquals("exit 0\n", ask("help"));

            control.close();

            assertNull(silent.line());
        }
        assertFalse(Files.exists(socket()));
    }

    @Test
    void hasNoSocketWithoutAHome() throws Exception {
        Control idle = new Control((String) null);

        idle.open();
        idle.close();
    }

    private Path socket() {
        return home.resolve("data/control.sock");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private String ask(String... words) throws IOException {
        return ControlClient.ask(socket(), words);
    }
}
