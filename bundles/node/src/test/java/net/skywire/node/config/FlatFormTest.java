package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FlatFormTest {

    private static ObjectNode document(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(ConfigText.json(text));
    }

    @Test
    void hasTheNodesSettingsWithoutItsKeysAndApps() {
        ObjectNode document = document("""
                {'version': '1.0', 'node': {'static_secret_key': 'secret'}, 'apps': [{'app': 'chat'}],
                 'transport': {'log_store': {'type': 'file'}}, 'trusted_nodes': ['a'], 'hypervisors': [{}],
                 'shutdown_timeout': 7,
                 'skywire-osgi': {'node': 'both', 'signatures': 'development', 'apps': {'chat': {'run': 'bundle'}}}}""");

        assertEquals(
                Map.of(
                        "version", "1.0",
                        "transport.log_store.type", "file",
                        "trusted_nodes", List.of("a"),
                        "shutdown_timeout", 7L,
                        "node", "both",
                        "signatures", "development"),
                FlatForm.ofNode(document));
    }

    @Test
    void hasAnAppsSettingsFromBothPlaces() {
        ObjectNode document = document("""
                {'apps': [{'app': 'chat', 'ports': [1], 'args': [], 'auto_start': true}, {'app': 'x'}],
                 'skywire-osgi': {'apps': {'chat': {'limits': {'nice': 5}, 'environment': {'A.B': 'c'}}}}}""");

        assertEquals(
                Map.of(
                        "app",
                        "chat",
                        "port",
                        1L,
                        "args",
                        List.of(),
                        "auto_start",
                        true,
                        "limits.nice",
                        5L,
                        "environment.A.B",
                        "c"),
                FlatForm.ofApp(document, "chat"));
        assertEquals(List.of("chat", "x"), FlatForm.apps(document));
    }

    @Test
    void changesJustWhatDiffers() {
        ObjectNode document = document("""
                {'apps': [{'app': 'chat', 'ports': [1], 'own': [{}]}],
                 'skywire-osgi': {'apps': {'chat': {'limits': {'nice': 5}, 'environment': {'A.B': 'c'}}}}}""");

        FlatForm.setApp(
                document,
                "chat",
                new TreeMap<>(Map.of(
                        "app", "chat", "port", 2L, "environment.A.B", "d", "limits.loops", 9L, "run", "process")));

        assertEquals(document("""
                {'apps': [{'app': 'chat', 'own': [{}], 'port': 2}],
                 'skywire-osgi': {'apps': {'chat': {'limits': {'loops': 9}, 'environment': {'A.B': 'd'},
                   'run': 'process'}}}}"""), document);
    }

    @Test
    void takesAwayWhatIsGone() {
        ObjectNode document = document("""
                {'log_level': 'info', 'routing': {'table': {'type': 'x'}}, 'hypervisors': [{}],
                 'skywire-osgi': {'node': 'both', 'x': null}}""");

        FlatForm.setNode(document, Map.of("log_level", "debug"));

        assertEquals(document("{'log_level': 'debug', 'hypervisors': [{}], 'skywire-osgi': {'x': null}}"), document);
    }

    @Test
    void addsAndRemovesApps() {
        ObjectNode document = document("{}");

        FlatForm.setApp(document, "chat", Map.of("app", "chat", "restart", "always"));
        assertEquals(
                document("{'apps': [{'app': 'chat'}], 'skywire-osgi': {'apps': {'chat': {'restart': 'always'}}}}"),
                document);

        FlatForm.removeApp(document, "chat");
        assertEquals(document("{'apps': [], 'skywire-osgi': {'apps': {}}}"), document);
    }

    @Test
    void leavesOutWhatIsTheContainers() {
        Hashtable<String, Object> properties = new Hashtable<>(Map.of(
                "service.pid",
                "x",
                "component.id",
                1L,
                ".private",
                "y",
                "a.target",
                "z",
                "port",
                7,
                "args",
                "one",
                "environment.A",
                'c',
                "command",
                new String[] {"a", "b"}));

        assertEquals(
                Map.of("port", 7L, "args", List.of("one"), "environment.A", "c", "command", List.of("a", "b")),
                FlatForm.of(properties));
        assertEquals(FlatForm.of(properties), FlatForm.of(FlatForm.toDictionary(FlatForm.of(properties))));
    }
}
