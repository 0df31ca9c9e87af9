package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.skywire.app.PubKey;
import net.skywire.host.NodeMode;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.frame.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    @TempDir
    Path folder;

    private NodeConfig config(String text) throws IOException {
        Reading reading = ConfigText.read(folder, text);
        assertEquals(List.of(), reading.faults());
        return reading.config();
    }

    private AppSettings app(String entry, String ours) throws IOException {
        return config("{'apps': [" + entry + "], 'skywire-osgi': {'apps': {'chat': " + ours + "}}}")
                .settings("chat")
                .orElseThrow();
    }

    private List<String> faults(String text) throws IOException {
        return ConfigText.faults(folder, text);
    }

    @Test
    void readsWhatAGoNodeGenerates() throws Exception {
        Reading reading = ConfigText.read(folder, """
                {"version": "1.0",
                 "node": {"static_public_key": "%s", "static_secret_key": "%s"},
                 "messaging": {"discovery": "https://messaging.discovery.skywire.skycoin.net", "server_count": 1},
                 "transport": {"discovery": "https://transport.discovery.skywire.skycoin.net",
                   "log_store": {"type": "file", "location": "./skywire/transport_logs"}},
                 "routing": {"setup_nodes": ["0324579f003e6b4048bae2def4365e634d8e0e3054a20fc7af49daf2a179658557"],
                   "route_finder": "https://routefinder.skywire.skycoin.net/", "route_finder_timeout": "10s",
                   "table": {"type": "boltdb", "location": "./skywire/routing.db"}},
                 "uptime": {"tracker": ""},
                 "apps": [
                   {"version": "1.0", "app": "skychat", "auto_start": true, "port": 1, "args": []},
                   {"app": "SSH", "auto_start": true, "port": 2, "args": null},
                   {"version": "1.1", "app": "socksproxy", "auto_start": false, "ports": [3], "args": ["-passcode", "x"]}],
                 "trusted_nodes": [], "hypervisors": [], "manager_nodes": null,
                 "apps_path": "./apps", "local_path": "./local", "log_level": "info", "shutdown_timeout": "10s",
                 "interfaces": {"rpc": "localhost:3435"}, "transport-type": "messaging"}
                """.formatted(ConfigText.KEY, ConfigText.SECRET));
        NodeConfig config = reading.config();

        assertEquals(List.of(), reading.faults());
        assertEquals(List.of(), reading.warnings());
        assertEquals(Optional.of(PubKey.parse(ConfigText.KEY)), config.node().key());
        assertEquals(folder.resolve("apps"), config.node().appsPath());
        assertEquals(folder.resolve("local"), config.node().localPath());
        assertEquals(Optional.of("INFO"), config.node().logLevel());
        assertEquals(Duration.ofSeconds(10), config.node().shutdownTimeout());
        assertEquals(
                List.of("skychat", "SSH", "socksproxy"),
                List.copyOf(config.apps().keySet()));
        assertEquals(Set.of(1, 2, 3), config.staticPorts());
        assertFalse(config.settings("socksproxy").orElseThrow().autoStart());
        assertEquals(List.of("-passcode", "x"), config.arguments("socksproxy"));
        assertEquals(List.of(), config.arguments("SSH"));
        assertEquals(Map.of(), config.processApps());
    }

    @Test
    void letsNobodyInWhenItIsEmpty() throws Exception {
        NodeConfig config = config("{}");

        assertEquals(Map.of(), config.apps());
        assertEquals(NodeSettings.in(Folders.of(folder)), config.node());
        assertEquals(NodeMode.EMBEDDED, config.modeOf("chat"));
    }

    @Test
    void takesNullForNothingAndZerosForNoKey() throws Exception {
        NodeConfig config = config("""
                {'version': null, 'node': {'static_public_key': '%s', 'static_secret_key': '%s'}, 'apps': null,
                 'log_level': null, 'shutdown_timeout': 0, 'apps_path': '', 'skywire-osgi': null}""".formatted("0".repeat(66), "0".repeat(64)));

        assertEquals(NodeSettings.in(Folders.of(folder)), config.node());
    }

    @Test
    void makesAProcessOfAnAppWithACommandOrAnExecutable() throws Exception {
        Path executable = Files.writeString(
                Files.createDirectories(folder.resolve("apps")).resolve("ssh.v1.1"), "");
        Files.setPosixFilePermissions(executable, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("apps").resolve("text.v1.1"), "no program");
        NodeConfig config = config("""
                {'version': '1.1',
                 'apps': [{'app': 'chat'}, {'app': 'ssh'}, {'app': 'text'}, {'app': 'said'}, {'app': 'other'}],
                 'skywire-osgi': {'apps': {
                   'chat': {'command': ['/bin/chat', '-x']},
                   'said': {'run': 'process'},
                   'other': {'run': 'bundle', 'command': ['/bin/other']}}}}""");

        assertEquals(Set.of("chat", "ssh", "said"), config.processApps().keySet());
        assertEquals(List.of("/bin/chat", "-x"), process(config, "chat").command());
        assertEquals(List.of(executable.toString()), process(config, "ssh").command());
        assertEquals(
                List.of(folder.resolve("apps").resolve("said.v1.1").toString()),
                process(config, "said").command());
    }

    private static ProcessSettings process(NodeConfig config, String app) {
        return config.settings(app).orElseThrow().process().orElseThrow();
    }

    @Test
    void givesTheFilesVersionToProcessesOnly() throws Exception {
        NodeConfig config = config("""
                {'version': '2.0', 'apps': [{'app': 'bundle'}, {'app': 'process'}, {'app': 'own', 'version': '3'}],
                 'skywire-osgi': {'apps': {'process': {'run': 'process'}, 'own': {'run': 'process'}}}}""");

        assertEquals(Optional.empty(), config.settings("bundle").orElseThrow().version());
        assertEquals(
                Optional.of("2.0"), config.settings("process").orElseThrow().version());
        assertEquals(Optional.of("3"), config.settings("own").orElseThrow().version());
    }

    @Test
    void readsAllThatIsOurs() throws Exception {
        AppSettings chat = app("{'app': 'chat', 'auto_start': true, 'port': 65535}", """
                {'command': ['chat'], 'environment': {'A': 'b', 'C.D': ''}, 'dialect': '2019-09', 'init-name': 'talk',
                 'log-database': false, 'restart': 'on-failure', 'grace': '1m30s',
                 'limits': {'loops': 1, 'queued-bytes': 2, 'requests': 3, 'open-files': 8, 'memory-bytes': 1048576,
                   'nice': -20}}""");
        ProcessSettings process = chat.process().orElseThrow();

        assertEquals(OptionalInt.of(65535), chat.port());
        assertTrue(chat.autoStart());
        assertEquals(new SeatLimits(1, 2, 3), chat.limits());
        assertEquals(Map.of("A", "b", "C.D", ""), process.environment());
        assertEquals(Optional.of(Dialect.GO_2019_09), process.dialect());
        assertEquals("talk", process.initName());
        assertEquals(Optional.of(false), process.logDatabase());
        assertEquals(RestartPolicy.ON_FAILURE, process.restart());
        assertEquals(Duration.ofSeconds(90), process.grace());
        assertEquals(
                new ResourceLimits(OptionalInt.of(8), OptionalLong.of(1048576), OptionalInt.of(-20)),
                process.resources());
    }

    @Test
    void saysWhereAppsHaveTheirNode() throws Exception {
        NodeConfig config = config("""
                {'apps': [{'app': 'one'}, {'app': 'two'}],
                 'skywire-osgi': {'node': 'both', 'descriptors': 'jna', 'codec': 'java', 'apps': {
                   'one': {'node': 'attached', 'run': 'process'}, 'two': {'run': 'process'}}}}""");

        assertEquals(NodeMode.BOTH, config.node().mode());
        assertEquals("jna", config.descriptors());
        assertEquals("java", config.codec());
        assertEquals(NodeMode.ATTACHED, config.modeOf("one"));
        assertEquals(NodeMode.BOTH, config.modeOf("two"));
        assertEquals(Set.of("two"), config.processApps().keySet());
    }

    @Test
    void hasAnEmbeddedNodeForOneAppAlone() throws Exception {
        String attached = "{'apps': [{'app': 'chat'}], 'skywire-osgi': {'node': 'attached', 'apps': {'chat': %s}}}";

        assertFalse(config(attached.formatted("{}")).hasEmbedded());
        assertTrue(config(attached.formatted("{'node': 'embedded'}")).hasEmbedded());
        assertTrue(config("{}").hasEmbedded());
    }

    @Test
    void findsAllFaultsWithTheirPlaces() throws Exception {
        List<String> faults = faults("""
                {'log_level': 'loud', 'shutdown_timeout': '2h', 'messaging': {'server_count': 'one'},
                 'skywire-osgi': {'node': 'none', 'apps': {'chat': {'restart': 'often', 'limits': {'nice': 20}}}},
                 'apps': [{'app': 'chat', 'port': 70000, 'args': ['a', 7]}, 'ssh', {'port': 1}, {'app': 'a/b'}]}""");

        assertEquals(
                List.of(
                        "$.messaging.server_count: expected a number in 0..2147483647, got \"one\"",
                        "$.log_level: expected panic, fatal, error, warning, info, debug or trace, got \"loud\"",
                        "$.skywire-osgi.node: expected attached or both or embedded, got \"none\"",
                        "$.shutdown_timeout: expected at most 1h, got \"2h\"",
                        "$.apps[0].args[1]: expected text without a zero character, got 7",
                        "$.apps[0].port: expected a number in 1..65535, got 70000",
                        "$.skywire-osgi.apps.chat.limits.nice: expected a number in -20..19, got 20",
                        "$.skywire-osgi.apps.chat.restart: expected always or never or on-failure, got \"often\"",
                        "$.apps[1]: expected an object such as {\"app\": \"chat\", \"port\": 1}, got another value",
                        "$.apps[2].app: expected the app's name, got none",
                        "$.apps[3].app: app name: expected letters, digits and . _ - only, got another at character 1"),
                faults.stream()
                        .sorted(java.util.Comparator.comparing(ConfigReaderTest::order))
                        .toList());
    }

    /** The node's own come first, then the apps in their order. */
    private static String order(String fault) {
        List<String> places = List.of("$.messaging", "$.log_level", "$.skywire-osgi.node", "$.shutdown");
        int at = IntStream.range(0, places.size())
                .filter(i -> fault.startsWith(places.get(i)))
                .findFirst()
                .orElse(9);
        String app = fault.startsWith("$.skywire-osgi.apps.chat") ? "$.apps[0].z" + fault : fault;
        return at + app;
    }

    @Test
    void leavesTheOtherAppsRightWhereOneIsWrong() throws Exception {
        Reading reading = ConfigText.read(
                folder, "{'apps': [{'app': 'one', 'port': 0}, {'app': 'two', 'port': 20}, {'app': 'six'}]}");

        assertEquals(List.of(), reading.nodeFaults());
        assertEquals(1, reading.appFaults().size());
        assertEquals(Set.of("two", "six"), reading.config().apps().keySet());
        assertEquals(
                Map.of("one", "$.apps[0].port: expected a number in 1..65535, got 0"),
                reading.config().faulty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'app': 'a', 'port': 7}, {'app': 'b', 'port': 7}"
                        + "|$.apps[1].port: expected a port for each app, got 7 for both a and b",
                "{'app': 'a'}, {'app': 'a'}|$.apps[1].app: expected each app once, got a again",
                "{'app': 'ssh', 'port': 1}|$.apps[0].port: port 1 is reserved for chat or skychat, got ssh",
                "{'app': 'chat', 'ports': [2]}|$.apps[0].ports: port 2 is reserved for ssh or therealssh, got chat",
                "{'app': 'a', 'port': 3}|$.apps[0].port: port 3 is reserved for socksproxy or therealproxy, got a",
                "{'app': 'a', 'ports': [4, 5]}|$.apps[0].ports: expected up to 1 elements, got 2",
                "{'app': 'a', 'version': 'x y'}|"
                        + "$.apps[0].version: app version: expected letters, digits and . _ - only, got another at character 1"
            })
    void refuses(String apps, String fault) throws Exception {
        assertEquals(List.of(fault), faults("{'apps': [" + apps + "]}"));
    }

    @ParameterizedTest
    @CsvSource({"chat,1", "SkyChat,1", "SSH,2", "therealssh,2", "socksproxy,3", "therealproxy,3", "other,4"})
    void givesAReservedPortToThoseItIsFor(String app, int port) throws Exception {
        assertEquals(
                Set.of(port),
                config("{'apps': [{'app': '" + app + "', 'port': " + port + "}]}")
                        .staticPorts());
    }

    @Test
    void takesAppsUpToTheLimitAndNoneBeyond() throws Exception {
        assertEquals(
                NodeConfig.MAX_APPS,
                config(numbered(NodeConfig.MAX_APPS)).apps().size());
        assertEquals(
                List.of("$.apps: expected up to 1024 elements, got 1025"), faults(numbered(NodeConfig.MAX_APPS + 1)));
    }

    private static String numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'app': 'app" + i + "'}")
                .collect(Collectors.joining(", ", "{'apps': [", "]}"));
    }

    @Test
    void namesUnknownKeysInOneWarning() throws Exception {
        Reading reading = ConfigText.read(folder, """
                {'colour': 1, 'apps': [{'app': 'chat', 'a b': 2}], 'routing': {'x': 3},
                 'skywire-osgi': {'apps': {'chat': {'limits': {'y': 4}}, 'gone': {}}, 'z': 5}}""");

        assertEquals(List.of(), reading.faults());
        assertEquals(
                List.of(
                        "$.skywire-osgi.apps.gone: no app of this name is on the list",
                        "unknown keys, which have no effect and are kept: $.colour, $.skywire-osgi.z, $.routing.x,"
                                + " $.apps[0]['a b'], $.skywire-osgi.apps.chat.limits.y"),
                reading.warnings());
    }

    @Test
    void findsFaultsOfAppsThatAreNotOnTheList() throws Exception {
        assertEquals(
                List.of("$.skywire-osgi.apps.gone.restart: expected always or never or on-failure, got 1"),
                faults("{'skywire-osgi': {'apps': {'gone': {'restart': 1}}}}"));
    }

    @Test
    void derivesThePublicKeyAndRefusesAnother() throws Exception {
        String other = "03" + ConfigText.KEY.substring(2);
        String secret = "'static_secret_key': '" + ConfigText.SECRET + "'";

        assertEquals(
                Optional.of(PubKey.parse(ConfigText.KEY)),
                config("{'node': {" + secret + "}}").node().key());
        assertEquals(
                List.of("$.node.static_public_key: expected the key that belongs to the secret one, " + ConfigText.KEY
                        + ", got " + other),
                faults("{'node': {'static_public_key': '" + other + "', " + secret + "}}"));
    }

    @Test
    void takesAPublicKeyAloneAndSaysWhatItLacks() throws Exception {
        Reading reading = ConfigText.read(folder, "{'node': {'static_public_key': '" + ConfigText.KEY + "'}}");

        assertEquals(
                Optional.of(PubKey.parse(ConfigText.KEY)),
                reading.config().node().key());
        assertEquals(1, reading.warnings().size());
        assertTrue(
                reading.warnings().get(0).startsWith("$.node.static_public_key: "),
                reading.warnings().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'7'", "7", "['8f3c']", "'8f3c%s'", "'%sg'"})
    void neverRepeatsASecretKey(String secret) throws Exception {
        List<String> faults = faults("{'node': {'static_secret_key': " + secret.formatted("7".repeat(63)) + "}}");

        assertEquals(1, faults.size());
        assertFalse(faults.get(0).contains("8f3c") || faults.get(0).contains("77"), faults.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void refusesASecretThatOthersCanReadOrChange(String mode) throws Exception {
        Path file = Files.writeString(
                folder.resolve("open.json"),
                ConfigText.json("{'node': {'static_secret_key': '" + ConfigText.SECRET + "'}}"));
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString(mode));

        Reading reading = ConfigStore.check(JsonFile.read(file), file, Folders.of(folder));

        assertEquals(
                List.of(new Fault(
                        "$.node.static_secret_key",
                        "expected a file that its owner alone can read, got mode " + mode
                                + "; it holds a secret key: chmod 600 " + file)),
                reading.nodeFaults());
    }

    @Test
    void refusesWhatIsNoObject() throws Exception {
        assertEquals(List.of("$: expected an object, got another value"), faults("[]"));
        assertEquals(List.of("$.skywire-osgi: expected an object, got an array"), faults("{'skywire-osgi': []}"));
    }

    @Test
    void saysLineAndColumnOfBrokenJson() {
        IOException thrown = assertThrows(IOException.class, () -> ConfigText.read(folder, "{\n  'apps' []}"));

        assertTrue(thrown.getMessage().contains("text.json, line 2, column 10: "), thrown.getMessage());
    }
}
