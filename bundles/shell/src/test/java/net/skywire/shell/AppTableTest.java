package net.skywire.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.skywire.host.AppFigures.Figures;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppTableTest {

    private static final KnownApps.KnownApp SSHD = new KnownApps.KnownApp(
            new AppStatus("sshd", "1.0", "process", "", AppState.WAITING, OptionalInt.empty(), "not allowed"),
            Optional.empty());
    private static final KnownApps.KnownApp CHAT = new KnownApps.KnownApp(
            new AppStatus("chat", "1.10.0", "bundle", "embedded", AppState.RUNNING, OptionalInt.of(12), ""),
            Optional.of(new Figures(3, 1023, 1536, OptionalLong.of(20L << 20))));

    @Test
    void alignsItsColumns() {
        assertEquals("""
                NAME  VERSION  KIND     NODE      STATE    PORT  REASON
                chat  1.10.0   bundle   embedded  running  12    -
                sshd  1.0      process  -         waiting  -     not allowed
                """, text(AppTable.brief(List.of(CHAT, SSHD))));
        assertEquals("""
                NAME  VERSION  KIND     NODE      STATE    PORT  LOOPS  IN    OUT   MEMORY  REASON
                chat  1.10.0   bundle   embedded  running  12    3      1023  1.5K  20.0M   -
                sshd  1.0      process  -         waiting  -     -      -     -     -       not allowed
                """, text(AppTable.full(List.of(CHAT, SSHD))));
    }

    @Test
    void tellsAllOfOne() {
        assertEquals("""
                name       chat
                version    1.10.0
                kind       bundle
                node       embedded
                state      running
                port       12
                loops      3
                bytes in   1023
                bytes out  1.5K
                memory     20.0M
                reason     -
                """, text(AppTable.of(CHAT)));
    }

    @Test
    void hasItsHeadAndAHintWithoutApps() {
        assertEquals(
                "NAME  VERSION  KIND  NODE  STATE  PORT  REASON\nno apps: drop a jar into apps/\n",
                text(AppTable.brief(List.of())));
    }

    @Test
    void letsNothingThroughThatSteersATerminal() {
        String table = text(AppTable.brief(failed("a\nb\u001b[2J\u009b1m\u202e\u2028c")));

        assertTrue(table.contains("a?b?[2J?1m??c\n"), table);
        assertEquals(2, table.lines().count());
    }

    @Test
    void cutsReasonsPastTheLimit() {
        String fits = "r".repeat(AppTable.MAX_REASON);

        assertTrue(text(AppTable.full(failed(fits))).endsWith(' ' + fits + '\n'));
        assertTrue(text(AppTable.full(failed(fits + 'r'))).endsWith(fits.substring(3) + "...\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1023, 1023",
        "1024, 1.0K",
        "2047, 1.9K",
        "1048575, 1023.9K",
        "1048576, 1.0M",
        "9223372036854775807, 7.9E"
    })
    void givesBytesInTheLargestUnitThatFits(long bytes, String text) {
        assertEquals(text, AppTable.bytes(bytes));
    }

    private static List<KnownApps.KnownApp> failed(String reason) {
        AppStatus status = new AppStatus("chat", "1", "bundle", "", AppState.FAILED, OptionalInt.empty(), reason);
        return Stream.of(status)
                .map(app -> new KnownApps.KnownApp(app, Optional.empty()))
                .toList();
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + '\n';
    }
}
