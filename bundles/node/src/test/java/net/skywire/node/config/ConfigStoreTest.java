package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class ConfigStoreTest {

    @TempDir
    Path folder;

    private Path file;
    private ConfigStore store;

    @BeforeEach
    void open() {
        file = folder.resolve("skywire-config.json");
        store = new ConfigStore(Optional.of(file), Folders.of(folder));
    }

    private void put(String text) throws IOException {
        Files.writeString(file, ConfigText.json(text));
    }

    private List<String> refusal() {
        return assertThrows(RefusedConfigException.class, () -> store.load()).reasons();
    }

    @Test
    void takesAFileOnce() throws Exception {
        put("{'apps': [{'app': 'chat'}]}");

        assertTrue(store.load());
        assertFalse(store.load());
        assertEquals(Set.of("chat"), store.config().apps().keySet());
    }

    @Test
    void leavesAWrongAppOutAtFirst() throws Exception {
        put("{'apps': [{'app': 'chat', 'port': 0}, {'app': 'ssh'}]}");

        assertTrue(store.load());

        assertEquals(Set.of("ssh"), store.config().apps().keySet());
    }

    @Test
    void takesNothingAtFirstWhereTheNodesOwnSettingsAreWrong() throws Exception {
        put("{'log_level': 1, 'shutdown_timeout': 'x', 'apps': [{'app': 'ssh'}]}");

        assertEquals(2, refusal().size());
        assertFalse(store.isLoaded());
    }

    @Test
    void takesNothingOfALaterFileWithAFault() throws Exception {
        put("{'apps': [{'app': 'chat'}]}");
        store.load();
        put("{'apps': [{'app': 'chat', 'port': 7}, {'app': 'ssh', 'port': 0}]}");

        assertEquals(List.of("$.apps[1].port: expected a number in 1..65535, got 0"), refusal());
        assertEquals(Set.of("chat"), store.config().apps().keySet());
        assertEquals(Set.of(), store.config().staticPorts());
    }

    @Test
    void takesALaterFileWithTheFaultThatWasThereAlready() throws Exception {
        put("{'apps': [{'app': 'chat', 'port': 0}, {'app': 'ssh'}]}");
        store.load();
        put("{'apps': [{'app': 'chat', 'port': 0}, {'app': 'ssh', 'port': 22}]}");

        assertTrue(store.load());
        assertEquals(Set.of(22), store.config().staticPorts());
    }

    @Test
    void writesAChangeWithAllThatItDoesNotKnow() throws Exception {
        put("{ /* comment */ 'unknown': {'deep': [1, {}]}, 'apps': [{'app': 'chat', 'x': 1}]}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        store.load();
        ObjectNode next = store.document();
        FlatForm.setApp(next, "chat", java.util.Map.of("app", "chat", "x", 1L, "auto_start", true));

        assertTrue(store.change(next));

        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("""
                {
                  "unknown" : {
                    "deep" : [ 1, { } ]
                  },
                  "apps" : [ {
                    "app" : "chat",
                    "x" : 1,
                    "auto_start" : true
                  } ]
                }
                """, Files.readString(file));
        assertFalse(store.load(), "its own file is no news");
        assertTrue(store.config().settings("chat").orElseThrow().autoStart());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void writesNothingOfAChangeThatIsWrong() throws Exception {
        put("{'apps': []}");
        store.load();
        ObjectNode next = store.document();
        next.put("log_level", "loud");

        assertThrows(RefusedConfigException.class, () -> store.change(next));

        assertEquals(ConfigText.json("{'apps': []}"), Files.readString(file));
        assertEquals(Optional.empty(), store.config().node().logLevel());
    }

    @Test
    void keepsWhatItHasWhenTheFileCannotBeWritten() throws Exception {
        put("{'apps': []}");
        store.load();
        Files.createDirectories(folder.resolve(".skywire-config.json.new").resolve("in the way"));
        ObjectNode next = store.document();
        next.put("log_level", "debug");

        assertThrows(IOException.class, () -> store.change(next));

        assertEquals(Optional.empty(), store.config().node().logLevel());
    }

    @Test
    void writesThroughALink() throws Exception {
        Path real = Files.writeString(
                Files.createDirectories(folder.resolve("real")).resolve("it.json"), "{}");
        Files.createSymbolicLink(file, real);
        store.load();
        ObjectNode next = store.document();
        next.put("log_level", "debug");

        store.change(next);

        assertTrue(Files.isSymbolicLink(file));
        assertTrue(Files.readString(real).contains("debug"));
    }

    @Test
    void makesAFileThatIsNotThereForItsOwnerAlone() throws Exception {
        ObjectNode next = store.document();
        next.put("log_level", "debug");

        store.change(next);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
