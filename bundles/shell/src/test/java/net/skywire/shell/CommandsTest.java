package net.skywire.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private final Commands commands = new Commands(new Completion(() -> List.of("chat", "echo", "my app")));

    @Test
    void areRunByTheirNames() throws Exception {
        commands.add(new TestCommand("deploy", (words, out) -> {
            out.progress("verified");
            out.line("done " + words);
        }));

        assertEquals("... verified\ndone [a b, ]\n0", run("deploy", "a b", ""));
    }

    @Test
    void tellWhichThereAre() throws Exception {
        commands.add(new TestCommand("repo", List.of("add URL  knows another", "list"), (words, out) -> {}));
        commands.add(new TestCommand("deploy", (words, out) -> {}));

        assertEquals("""
                deploy FILE                    does it
                deploy --later FILE... on|off  does it later
                repo add URL                   knows another
                repo list
                0""", run("help"));
        assertEquals("! expected one of deploy, help, repo, got \"stat?us\"\n2", run("stat\u0007us"));
        assertEquals("! expected one of deploy, help, repo, got \"help\"\n2", run("help", "deploy"));
        assertEquals("! expected one of deploy, help, repo, got \"\"\n2", run(""));
    }

    @Test
    void explainThemselves() throws Exception {
        commands.add(new TestCommand("deploy", (words, out) -> out.line("ran with " + words)));
        String usage = """
                usage: deploy FILE                    does it
                       deploy --later FILE... on|off  does it later
                0""";

        assertEquals(usage, run("deploy", "--help"));
        assertEquals(usage, run("deploy", "-h"));
        assertEquals("ran with [x, --help]\n0", run("deploy", "x", "--help"));
    }

    @Test
    void sayHowTheyAreAskedForWhenTheyAreNot() throws Exception {
        commands.add(new TestCommand("deploy", (words, out) -> {
            throw new IllegalArgumentException("expected FILE, got nothing");
        }));

        assertEquals("""
                ! expected FILE, got nothing
                ? usage: deploy FILE                    does it
                ?        deploy --later FILE... on|off  does it later
                2""", run("deploy"));
    }

    @Test
    void sayWhyTheyCannot() throws Exception {
        commands.add(new TestCommand("deploy", (words, out) -> {
            throw words.isEmpty() ? new FileNotFoundException() : new IOException(words.get(0));
        }));

        assertEquals("! no such file\n1", run("deploy", "no such file"));
        assertEquals("! java.io.FileNotFoundException\n1", run("deploy"));
    }

    @Test
    void outliveAFault() throws Exception {
        commands.add(new TestCommand("deploy", (words, out) -> {
            throw new IllegalStateException("oops");
        }));
        commands.add(new TestCommand("repo", (words, out) -> {
            throw new NoClassDefFoundError("gone");
        }));

        assertEquals(
                "! a fault of command deploy, which the log tells: java.lang.IllegalStateException: oops\n1",
                run("deploy"));
        assertEquals(
                "! a fault of command repo, which the log tells: java.lang.NoClassDefFoundError: gone\n1", run("repo"));
    }

    @Test
    void areCompleted() throws Exception {
        commands.add(new AppCommand());

        assertEquals("autostart\ninfo\nlist\nlog\nlogs\nrestart\nstart\nstop\n0", run("complete", "app", ""));
        assertEquals("start\nstop\n0", run("complete", "app", "st"));
        assertEquals("chat\necho\n0", run("complete", "app", "stop", ""), "what would have to be quoted is left out");
        assertEquals("echo\n0", run("complete", "app", "logs", "-f", "-n", "5", "e"));
        assertEquals("0", run("complete", "app", "logs", "-n", ""));
        assertEquals("-n\n0", run("complete", "app", "logs", "-f", "-"));
        assertEquals("off\non\n0", run("complete", "app", "autostart", "chat", ""));
        assertEquals("0", run("complete", "app", "autostart", "chat", "on", ""));
        assertEquals("0", run("complete", "app", "eat", ""));
        assertEquals("0", run("complete", "nobody", ""));
        assertEquals("0", run("complete", "app"));
        assertEquals("0", run("complete"));
        commands.add(new TestCommand("deploy", (words, out) -> {}));
        assertEquals("0", run("complete", "deploy", ""), "a file is completed by the shell");
        assertEquals("--later\n0", run("complete", "deploy", "--"));
        assertEquals("off\non\n0", run("complete", "deploy", "--later", "x.jar", "o"));
    }

    @Test
    void passAnInterruptOn() {
        commands.add(new TestCommand("deploy", (words, out) -> {
            throw new InterruptedException();
        }));

        assertThrows(InterruptedException.class, () -> run("deploy"));
    }

    private String run(String... words) throws Exception {
        TestReply reply = new TestReply();
        int code = commands.run(List.of(words), reply);
        return reply.toString() + code;
    }
}
