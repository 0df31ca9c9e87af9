package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema and the reader say the same of a configuration, but for what no schema can say. */
class SchemaTest {

    static final Path PRODUCT = Path.of("../../distribution/src/product/conf");
    static final Path FILE = PRODUCT.resolve("skywire-config.schema.json");

    private static final Schema SCHEMA = load();

    @TempDir
    Path folder;

    private static Schema load() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(FILE), InputFormat.JSON);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<?> errors(String json) {
        return SCHEMA.validate(json, InputFormat.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'unknown': {'a': [1]}, 'apps': [{'app': 'chat', 'unknown': 1}]}",
                "{'apps': null, 'node': null, 'skywire-osgi': null, 'version': null, 'shutdown_timeout': null}",
                "{'apps': [{'app': 'chat', 'version': '1.0', 'auto_start': true, 'port': 1, 'args': ['a', '']}]}",
                "{'apps': [{'app': 'chat', 'ports': [1]}, {'app': 'b', 'args': null, 'port': null, 'version': ''}]}",
                "{'version': '1.0', 'apps_path': '', 'local_path': '/a b/c', 'log_level': 'Warning'}",
                "{'log_level': ''}",
                "{'shutdown_timeout': '1m30.5s'}",
                "{'shutdown_timeout': 10000000000}",
                "{'shutdown_timeout': 0}",
                "{'shutdown_timeout': '0'}",
                "{'node': {'static_public_key': '', 'static_secret_key': '0000'}}",
                "{'node': {'static_public_key': '0279BE667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'}}",
                "{'messaging': {'discovery': 'x', 'server_count': 0}, 'hypervisors': [{'public_key': 'a'}]}",
                "{'routing': {'setup_nodes': ['x', null], 'route_finder_timeout': '10s', 'table': {'type': 'boltdb'}}}",
                "{'skywire-osgi': {'node': 'both', 'descriptors': 'panama', 'codec': 'jni', 'apps': {'x': {}}}}",
                "{'skywire-osgi': {'signatures': 'required'}}",
                "{'skywire-osgi': {'signatures': 'development'}}",
                "{'skywire-osgi': {'signatures': null}}",
                "{'skywire-osgi': {'drain': '24h', 'trial': 0}}",
                "{'skywire-osgi': {'apps': {'x': {'run': 'process', 'command': ['/bin/x'], 'environment': {'A': ''},"
                        + " 'dialect': '2019-06', 'init-name': 'y', 'node': 'attached', 'log-database': true,"
                        + " 'restart': 'always', 'grace': '10m', 'limits': {'loops': 65535, 'queued-bytes': 2147483647,"
                        + " 'requests': 255, 'open-files': 8, 'memory-bytes': 1048576, 'nice': 19}}}}}",
                "{'skywire-osgi': {'apps': {'x': {'limits': {'loops': 1, 'queued-bytes': 1, 'requests': 1,"
                        + " 'open-files': 1048576, 'memory-bytes': 9223372036854775807, 'nice': -20}}}}}"
            })
    void letsIn(String text) throws Exception {
        assertEquals(List.of(), errors(ConfigText.json(text)));
        assertEquals(List.of(), ConfigText.faults(folder, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'version': 1}",
                "{'version': 'a b'}",
                "{'version': '..'}",
                "{'node': 'embedded'}",
                "{'node': {'static_public_key': '0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'}}",
                "{'node': {'static_public_key': '02'}}",
                "{'node': {'static_secret_key': '12'}}",
                "{'node': {'static_secret_key': 12}}",
                "{'apps': {}}",
                "{'apps': ['chat']}",
                "{'apps': [null]}",
                "{'apps': [{}]}",
                "{'apps': [{'app': null}]}",
                "{'apps': [{'app': 'a/b'}]}",
                "{'apps': [{'app': ''}]}",
                "{'apps': [{'app': 'chat', 'auto_start': 'yes'}]}",
                "{'apps': [{'app': 'chat', 'port': 0}]}",
                "{'apps': [{'app': 'chat', 'port': 65536}]}",
                "{'apps': [{'app': 'chat', 'port': '1'}]}",
                "{'apps': [{'app': 'chat', 'port': 1.5}]}",
                "{'apps': [{'app': 'chat', 'ports': [1, 2]}]}",
                "{'apps': [{'app': 'chat', 'ports': ['1']}]}",
                "{'apps': [{'app': 'chat', 'ports': 1}]}",
                "{'apps': [{'app': 'chat', 'port': 1, 'ports': [0]}]}",
                "{'apps': [{'app': 'chat', 'args': 'a'}]}",
                "{'apps': [{'app': 'chat', 'args': [1]}]}",
                "{'apps': [{'app': 'chat', 'args': [null]}]}",
                "{'apps': [{'app': 'chat', 'args': ['a\\u0000']}]}",
                "{'apps': [{'app': 'chat', 'version': 'a b'}]}",
                "{'apps_path': 1}",
                "{'apps_path': 'a\\u0000'}",
                "{'log_level': 'loud'}",
                "{'log_level': 1}",
                "{'shutdown_timeout': '10'}",
                "{'shutdown_timeout': '-1s'}",
                "{'shutdown_timeout': -1}",
                "{'shutdown_timeout': 3600000000001}",
                "{'shutdown_timeout': true}",
                "{'messaging': []}",
                "{'messaging': {'server_count': -1}}",
                "{'hypervisors': ['x']}",
                "{'trusted_nodes': [1]}",
                "{'routing': {'table': 'boltdb'}}",
                "{'interfaces': {'rpc': 3435}}",
                "{'skywire-osgi': []}",
                "{'skywire-osgi': {'node': 'none'}}",
                "{'skywire-osgi': {'descriptors': ''}}",
                "{'skywire-osgi': {'codec': 'rust'}}",
                "{'skywire-osgi': {'signatures': 'off'}}",
                "{'skywire-osgi': {'signatures': false}}",
                "{'skywire-osgi': {'drain': '1 minute'}}",
                "{'skywire-osgi': {'trial': 86400000000001}}",
                "{'skywire-osgi': {'apps': []}}",
                "{'skywire-osgi': {'apps': {'x': 1}}}",
                "{'skywire-osgi': {'apps': {'x': {'run': 'both'}}}}",
                "{'skywire-osgi': {'apps': {'x': {'command': []}}}}",
                "{'skywire-osgi': {'apps': {'x': {'command': ['']}}}}",
                "{'skywire-osgi': {'apps': {'x': {'command': 'x'}}}}",
                "{'skywire-osgi': {'apps': {'x': {'environment': {'A=': 'b'}}}}}",
                "{'skywire-osgi': {'apps': {'x': {'environment': {'': 'b'}}}}}",
                "{'skywire-osgi': {'apps': {'x': {'environment': {'A': 1}}}}}",
                "{'skywire-osgi': {'apps': {'x': {'environment': ['A=b']}}}}",
                "{'skywire-osgi': {'apps': {'x': {'dialect': '2019-6'}}}}",
                "{'skywire-osgi': {'apps': {'x': {'init-name': 'a b'}}}}",
                "{'skywire-osgi': {'apps': {'x': {'node': 'here'}}}}",
                "{'skywire-osgi': {'apps': {'x': {'log-database': 'yes'}}}}",
                "{'skywire-osgi': {'apps': {'x': {'restart': 'sometimes'}}}}",
                "{'skywire-osgi': {'apps': {'x': {'grace': 600000000001}}}}",
                "{'skywire-osgi': {'apps': {'x': {'limits': {'loops': 0}}}}}",
                "{'skywire-osgi': {'apps': {'x': {'limits': {'loops': 65536}}}}}",
                "{'skywire-osgi': {'apps': {'x': {'limits': {'queued-bytes': 2147483648}}}}}",
                "{'skywire-osgi': {'apps': {'x': {'limits': {'requests': 256}}}}}",
                "{'skywire-osgi': {'apps': {'x': {'limits': {'open-files': 7}}}}}",
                "{'skywire-osgi': {'apps': {'x': {'limits': {'memory-bytes': 1048575}}}}}",
                "{'skywire-osgi': {'apps': {'x': {'limits': {'nice': -21}}}}}"
            })
    void refuses(String text) throws Exception {
        assertNotEquals(List.of(), errors(ConfigText.json(text)));
        assertNotEquals(List.of(), ConfigText.faults(folder, text));
    }

    @Test
    void letsInWhatTheProductHas() throws Exception {
        Path shipped = PRODUCT.resolve("skywire-config.json");
        Reading reading = ConfigStore.check(JsonFile.read(shipped), shipped, Folders.of(folder));

        assertEquals(List.of(), errors(JsonFile.write(JsonFile.read(shipped))));
        assertEquals(List.of(), reading.faults());
        assertEquals(List.of(), reading.warnings());
    }

    @Test
    void letsInWhatIsGenerated() throws Exception {
        FreshConfig fresh = FreshConfig.make();

        assertEquals(List.of(), errors(fresh.text()));
        assertEquals(List.of(), ConfigText.faults(folder, fresh.text()));
        assertFalse(fresh.toString().contains("static"), "its text is secret");
    }
}
