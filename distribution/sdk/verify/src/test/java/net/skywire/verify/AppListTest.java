package net.skywire.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppListTest {

    @Test
    void getsOneMoreAndKeepsAllElse() throws Exception {
        String text = """
                // "apps": [ is not it
                {"messaging": {"apps": []}, /* nor "apps": [ */
                  "apps": [
                    {"app": "chat", "args": ["\\"apps\\": ["]} // first
                  ]}
                """;

        String more = new AppList(text).with("echo", List.of());

        String entry = "\n    {\"app\": \"echo\", \"auto_start\": true},";
        assertEquals(text.replace("  \"apps\": [\n", "  \"apps\": [" + entry + "\n"), more);
    }

    @Test
    void getsItsFirst() throws Exception {
        String more = new AppList("{\"apps\":[]}").with("echo", List.of("a b", "\"c\""));

        assertEquals(
                "{\"apps\":[\n    {\"app\": \"echo\", \"auto_start\": true, \"args\": [\"a b\", \"\\\"c\\\"\"]}\n  ]}",
                more);
    }

    @Test
    void staysAsItIsIfItHasTheApp() throws Exception {
        String text = "{\"apps\": [{\"port\": 1, \"app\" : \"echo\"}]}";

        assertSame(text, new AppList(text).with("echo", List.of()));
    }

    @Test
    void isMissed() {
        var thrown = assertThrows(IOException.class, () -> new AppList("{\"apps\": null}").with("echo", List.of()));

        assertEquals("expected a list \"apps\", found none", thrown.getMessage());
    }
}
