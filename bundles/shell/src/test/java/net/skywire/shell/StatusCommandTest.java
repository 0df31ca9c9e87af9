package net.skywire.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.skywire.host.AppFigures.Figures;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import net.skywire.host.StatusNotice;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

    private static final String HEAD = "NAME  VERSION  KIND  NODE  STATE  PORT  REASON\n";

    private static final Figures NONE = new Figures(0, 0, 0, OptionalLong.empty());

    private final StatusCommand status = new StatusCommand();

    @Test
    void tellsTheAppsOfAllSources() throws Exception {
        AppStatusSource bundles = () -> List.of(app("chat", "bundle", 1));
        status.addSource(bundles);
        status.addSource(() -> List.of(app("sshd", "process", 2)));

        assertEquals("""
                NAME  VERSION  KIND     NODE      STATE    PORT  REASON
                chat  1.0      bundle   embedded  running  1     -
                sshd  1.0      process  embedded  running  2     -
                """, run());

        status.removeSource(bundles);
        assertFalse(run().contains("chat"));
    }

    @Test
    void tellsWhatIsToBeSaidOfTheContainer() throws Exception {
        status.addSource(() -> List.of(app("chat", "bundle", 1)));
        StatusNotice notice = () -> List.of("one thing", "another\u0007");
        status.addNotice(notice);

        assertTrue(run().endsWith("running  1     -\none thing\nanother?\n"));

        status.removeNotice(notice);
        assertFalse(run().contains("thing"));
    }

    @Test
    void tellsAsMuchOfAThingAsFitsIntoALongLine() throws Exception {
        status.addNotice(() -> List.of("x".repeat(600), "y".repeat(601)));

        assertTrue(run().endsWith("\n" + "x".repeat(600) + "\n" + "y".repeat(597) + "...\n"));
    }

    @Test
    void tellsThatThereAreNoApps() throws Exception {
        assertEquals(HEAD + "no apps: drop a jar into apps/\n", run());
        assertEquals("{\"apps\":[],\"notices\":[]}\n", run("--json"));
    }

    @Test
    void tellsProgramsTheSame() throws Exception {
        status.addSource(() -> List.of(
                app("sshd", "process", 2),
                new AppStatus("chat", "", "bundle", "", AppState.FAILED, OptionalInt.empty(), "\"größer\"\u001b")));
        status.addNotice(() -> List.of("one \u2028 thing"));

        status.addFigures(() -> Map.of("sshd", new Figures(2, 1L << 40, 7, OptionalLong.of(4096)), "chat", NONE));

        assertEquals(
                "{\"apps\":[{\"name\":\"chat\",\"version\":\"\",\"kind\":\"bundle\",\"node\":null,"
                        + "\"state\":\"failed\",\"port\":null,\"loops\":null,\"bytes_in\":null,"
                        + "\"bytes_out\":null,\"memory\":null,\"reason\":\"\\\"gr\\u00F6\\u00DFer\\\"\\u001B\"},"
                        + "{\"name\":\"sshd\",\"version\":\"1.0\",\"kind\":\"process\",\"node\":\"embedded\","
                        + "\"state\":\"running\",\"port\":2,\"loops\":2,\"bytes_in\":1099511627776,"
                        + "\"bytes_out\":7,\"memory\":4096,\"reason\":\"\"}],\"notices\":[\"one ? thing\"]}\n",
                run("--json"));
    }

    @Test
    void refusesOtherWords() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> run("--json", "ch\u0007at"));

        assertEquals("expected no more words, got \"ch?at\"", thrown.getMessage());
    }

    private static AppStatus app(String name, String kind, int port) {
        return new AppStatus(name, "1.0", kind, "embedded", AppState.RUNNING, OptionalInt.of(port), "");
    }

    private String run(String... words) throws Exception {
        TestReply reply = new TestReply();
        status.run(List.of(words), reply);
        return reply.toString();
    }
}
