package net.skywire.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.skywire.host.AppControl;
import net.skywire.host.AppFigures.Figures;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import org.junit.jupiter.api.Test;

class AppCommandTest {

    private final AppCommand command = new AppCommand();

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

        @Override
        public void follow(String app, int lines, Lines to) throws IOException, InterruptedException {
            to.line("last " + lines);
            to.line("\u001b[2Jfurther");
            throw new InterruptedException();
        }
    }

    @Test
    void doesToAnAppWhatIsAsked() throws Exception {
        OneApp chat = new OneApp();
        command.addSource(() -> List.of(app("echo")));
        command.addControl(chat);

        assertEquals("", run("stop", "chat"));
        assertEquals("", run("restart", "chat"));
        assertEquals("app chat runs already, pid 4711", failure("start", "chat"));
        assertEquals("20 lines\n?[2Jof chat\n", run("log", "chat"));
        assertEquals("1000 lines\n?[2Jof chat\n", run("log", "chat", "1000"));
        assertEquals(List.of("stop chat", "restart chat"), chat.done);
        command.removeControl(chat);
        assertEquals("there is no app chat", failure("stop", "chat"));
    }

    @Test
    void showsTheLogAndGoesOn() throws Exception {
        command.addControl(new OneApp());

        assertEquals("20 lines\n?[2Jof chat\n", run("logs", "chat"));
        assertEquals("5 lines\n?[2Jof chat\n", run("logs", "-n", "5", "chat"));
        TestReply reply = new TestReply();
        assertThrows(InterruptedException.class, () -> command.run(List.of("logs", "chat", "-f", "-n", "1000"), reply));
        assertEquals("last 1000\n?[2Jfurther\n", reply.toString());
        assertEquals("-n: expected 1 to 1000, got \"1001\"", refusal("logs", "chat", "-n", "1001"));
        assertEquals("-n: expected a value, got nothing", refusal("logs", "chat", "-n"));
        assertEquals("expected NAME, got nothing", refusal("logs", "-f"));
        assertEquals("there is no app echo", failure("logs", "echo"));
    }

    @Test
    void listsAppsAndTellsOfOne() throws Exception {
        command.addSource(() -> List.of(app("echo"), app("chat")));
        command.addFigures(() -> Map.of("chat", new Figures(1, 2, 3, OptionalLong.empty())));
        command.addFigures(() -> Map.of("chat", new Figures(1, 2, 3, OptionalLong.of(4))));

        assertEquals("""
                NAME  VERSION  KIND    NODE      STATE    PORT  LOOPS  IN  OUT  MEMORY  REASON
                chat  1.0      bundle  embedded  running  1     2      4   6    4       -
                echo  1.0      bundle  embedded  running  1     -      -   -    -       -
                """, run("list"));
        assertEquals(2, run("list", "--json").split("\"name\"", -1).length - 1);
        assertEquals(
                "{\"apps\":[{\"name\":\"chat\",\"version\":\"1.0\",\"kind\":\"bundle\",\"node\":\"embedded\","
                        + "\"state\":\"running\",\"port\":1,\"loops\":2,\"bytes_in\":4,\"bytes_out\":6,"
                        + "\"memory\":4,\"reason\":\"\"}]}\n",
                run("info", "--json", "chat"));
        assertEquals(
                "name       echo\n", run("info", "echo").lines().findFirst().orElseThrow() + "\n");
        assertEquals("there is no app nobody", failure("info", "nobody"));
        assertEquals("expected no more words, got \"chat\"", refusal("list", "chat"));
    }

    @Test
    void keepsWhetherAnAppStarts() throws Exception {
        List<String> done = new ArrayList<>();
        assertEquals("there is no list of apps", failure("autostart", "chat", "on"));
        command.addList((app, on) -> {
            if (!app.equals("chat")) {
                throw new IOException("there is no app " + app + " on the node's list");
            }
            done.add(app + on);
        });

        assertEquals("", run("autostart", "chat", "on"));
        assertEquals("", run("autostart", "chat", "off"));
        assertEquals("there is no app echo on the node's list", failure("autostart", "echo", "on"));
        assertEquals("expected on or off, got \"maybe\"", refusal("autostart", "chat", "maybe"));
        assertEquals(List.of("chattrue", "chatfalse"), done);
    }

    @Test
    void saysWhatItCannotDoToAnApp() {
        command.addSource(() -> List.of(app("echo")));
        command.addControl(new OneApp());

        assertEquals("app echo is a bundle of which nobody takes orders", failure("stop", "echo"));
        assertEquals("there is no app ch?at", failure("start", "ch\u0007at"));
    }

    @Test
    void saysWhatItExpects() {
        command.addControl(new OneApp());
        String expected = "expected list, info, start, stop, restart, logs, log or autostart, got ";

        assertEquals("LINES: expected 1 to 1000, got \"1001\"", refusal("log", "chat", "1001"));
        assertEquals("LINES: expected 1 to 1000, got \"0\"", refusal("log", "chat", "0"));
        assertEquals("LINES: expected 1 to 1000, got \"ten\"", refusal("log", "chat", "ten"));
        assertEquals("expected NAME, got nothing", refusal("stop"));
        assertEquals("expected no more words, got \"more\"", refusal("stop", "chat", "more"));
        assertEquals("expected no more words, got \"20\"", refusal("log", "chat", "10", "20"));
        assertEquals("expected no more words, got \"off\"", refusal("autostart", "chat", "on", "off"));
        assertEquals(expected + "\"eat\"", refusal("eat", "chat"));
        assertEquals(expected + "nothing", refusal());
    }

    private static AppStatus app(String name) {
        return new AppStatus(name, "1.0", "bundle", "embedded", AppState.RUNNING, OptionalInt.of(1), "");
    }

    private String run(String... words) throws Exception {
        TestReply reply = new TestReply();
        command.run(List.of(words), reply);
        return reply.toString();
    }

    private String failure(String... words) {
        return assertThrows(IOException.class, () -> run(words)).getMessage();
    }

    private String refusal(String... words) {
        return assertThrows(IllegalArgumentException.class, () -> run(words)).getMessage();
    }
}
