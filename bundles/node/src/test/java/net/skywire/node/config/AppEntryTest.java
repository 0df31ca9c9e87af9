package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is said of an app ... */
class AppEntryTest {

    private static final String CHAT = "{'app':'chat','port':1}";

    private static ObjectNode document(String text) {
        return (ObjectNode) new JsonMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void isPutBackInItsPlace() {
        ObjectNode before =
                document("{'apps':[" + CHAT + ",{'app':'x'}],'skywire-osgi':{'apps':{'chat':{'grace':'1s'}}}}");
        ObjectNode after = document("{'apps':[{'app':'chat','port':2},{'app':'x'}],'skywire-osgi':{'node':'both'}}");

        AppEntry.put(after, "chat", AppEntry.of(before, "chat").orElseThrow());

        assertEquals(
                document("{'apps':[" + CHAT + ",{'app':'x'}],"
                        + "'skywire-osgi':{'node':'both','apps':{'chat':{'grace':'1s'}}}}"),
                after);
    }

    @Test
    void takesAwayWhatWasNotSaid() {
        ObjectNode after = document("{'apps':[],'skywire-osgi':{'apps':{'chat':{'grace':'1s'},'x':{}}}}");

        AppEntry.put(
                after,
                "chat",
                AppEntry.of(document("{'apps':[" + CHAT + "]}"), "chat").orElseThrow());

        assertEquals(document("{'apps':[" + CHAT + "],'skywire-osgi':{'apps':{'x':{}}}}"), after);
    }

    @Test
    void isNothingForAnAppThatIsNotOnTheList() {
        assertEquals(Optional.empty(), AppEntry.of(document("{'apps':[" + CHAT + "]}"), "x"));
        assertThrows(JacksonException.class, () -> AppEntry.put(document("{}"), "chat", "{"));
    }
}
