package net.skywire.deploy.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.skywire.deploy.DeployEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

class RecordFormatTest {

    private static final Instant NOW = Instant.parse("2026-11-29T02:21:05.532852381Z");
    private static final String EMPTY = "{'symbolicName':'chat','newest':'','current':null,'earlier':[],'trial':null,"
            + "'file':null,'failures':[],'history':[]}";

    @Test
    void readsWhatItHasWritten() {
        Revision revision = new Revision(
                "1.1.0",
                "ab12",
                "file chat.jar",
                Optional.of("a \"vendor\" of apps"),
                NOW,
                List.of("dial anything"),
                List.of("cd34"),
                Map.of("chat", "{\"entry\":{}}"));
        Revision unsigned = new Revision("1.0.0", "ef56", "command", Optional.empty(), NOW, List.of(), List.of());
        AppRecord app = new AppRecord(
                "chat",
                "1.1.0",
                Optional.of(revision),
                List.of(unsigned),
                Optional.of(new AppRecord.Trial(NOW, 2)),
                Optional.of(new AppRecord.Content("chat.jar", "ab12")),
                List.of(new AppRecord.Failure("0099", "does not start:\n\tno node")),
                List.of(new DeployEvent(NOW, "deployed", "1.1.0", "ab12", "file chat.jar", "")));

        assertEquals(app, read(RecordFormat.write(app)));
    }

    @Test
    void readsWhatEarlierVersionsHaveWritten() {
        assertEquals(AppRecord.of("chat"), read(EMPTY.replace('\'', '"')));
    }

    @Test
    void readsReasonsThatAreNone() {
        AppRecord app = AppRecord.of("chat")
                .fail("ab12", null)
                .add(new DeployEvent(NOW, "failed", "1.0.0", "ab12", "command", null));

        AppRecord again = read(RecordFormat.write(app));

        assertEquals("", again.failures().get(0).reason());
        assertEquals("", again.history().get(0).reason());
    }

    @Test
    void passesOverWhatLaterVersionsMayAdd() {
        String more = EMPTY.replace("'newest'", "'added':{'a':[1,true,null,1.5]},'newest'");

        assertEquals(AppRecord.of("chat"), read(more.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'newest':''       | 'newest':5              | newest: expected a text, got 5",
                "'newest':'',      | ''                      | newest: expected a text, got null",
                "'earlier':[]      | 'earlier':null          | earlier: expected a list, got null",
                "'earlier':[]      | 'earlier':['x']         | earlier: expected objects, got x",
                "'current':null    | 'current':[]            | current: expected an object, got []",
                "'trial':null      | 'trial':{'until':'now'} | until: expected a time, got now",
                "'trial':null | 'trial':{'until':'2026-11-29T00:00:00Z','starts':'1'} | starts: expected a whole number, got 1"
            })
    void refusesWhatIsNoRecord(String right, String wrong, String message) {
        String text = EMPTY.replace(right, wrong.equals("''") ? "" : wrong).replace('\'', '"');

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> read(text));

        assertEquals(message, e.getMessage());
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThrows(JacksonException.class, () -> read("{\"symbolicName\":"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> read(""))
                .getMessage()
                .contains("expected an object, got nothing"));
        assertThrows(IllegalArgumentException.class, () -> read("[]"));
    }

    private static AppRecord read(String text) {
        return RecordFormat.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
