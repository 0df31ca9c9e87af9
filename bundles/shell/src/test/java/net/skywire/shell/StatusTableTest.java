package net.skywire.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    @Test
    void alignsItsColumnsAndSortsByName() {
        List<AppStatus> apps = List.of(
                new AppStatus("sshd", "1.0", "process", "", AppState.WAITING, OptionalInt.empty(), "not allowed"),
                new AppStatus("chat", "1.10.0", "bundle", "embedded", AppState.RUNNING, OptionalInt.of(12), ""));

        assertEquals("""
                NAME  VERSION  KIND     NODE      STATE    PORT  REASON
                chat  1.10.0   bundle   embedded  running  12    -
                sshd  1.0      process  -         waiting  -     not allowed
                """, text(apps));
    }

    @Test
    void hasItsHeadAndAHintWithoutApps() {
        assertEquals(
                "NAME  VERSION  KIND  NODE  STATE  PORT  REASON\nno apps: drop a jar into apps/\n", text(List.of()));
    }

    @Test
    void letsNothingThroughThatSteersATerminal() {
        String table = text(List.of(failed("a\nb\u001b[2J\u009b1m\u202e\u2028c")));

        assertTrue(table.contains("a?b?[2J?1m??c\n"), table);
        assertEquals(2, table.lines().count());
    }

    @Test
    void cutsReasonsPastTheLimit() {
        String fits = "r".repeat(StatusTable.MAX_REASON);

        assertTrue(text(List.of(failed(fits))).endsWith(' ' + fits + '\n'));
        assertTrue(text(List.of(failed(fits + 'r'))).endsWith(fits.substring(3) + "...\n"));
    }

    private static String text(List<AppStatus> apps) {
        return String.join("\n", StatusTable.of(apps)) + '\n';
    }

    private static AppStatus failed(String reason) {
        return new AppStatus("chat", "1", "bundle", "", AppState.FAILED, OptionalInt.empty(), reason);
    }
}
