package net.skywire.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import net.skywire.app.PubKey;
import net.skywire.pipe.frame.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeConfigTest {

    private static final String KEY = "02" + "ab".repeat(32);

    @Test
    void letsNobodyInWhenItIsEmpty() {
        NodeConfig config = NodeConfig.of(Map.of());

        assertEquals(List.of(), config.apps());
        assertEquals(Optional.empty(), config.app("chat"));
        assertEquals(Set.of(), config.staticPorts());
        assertEquals(List.of(), config.arguments("chat"));
        assertEquals(Map.of(), config.processes());
        assertEquals(Optional.empty(), config.dialect("chat"));
        assertEquals("auto", config.descriptors());
        assertEquals(Optional.empty(), config.key());
    }

    @Test
    void listsItsAppsInTheirOrder() {
        NodeConfig config = apps("zeta=10", "alpha@1.0", "mid@2=65535");

        assertEquals(
                List.of(
                        new AppEntry("zeta", Optional.empty(), OptionalInt.of(10)),
                        new AppEntry("alpha", Optional.of("1.0"), OptionalInt.empty()),
                        new AppEntry("mid", Optional.of("2"), OptionalInt.of(65535))),
                config.apps());
        assertEquals(Optional.of(AppEntry.parse("alpha@1.0")), config.app("alpha"));
        assertEquals(Optional.empty(), config.app("Alpha"));
        assertEquals(Set.of(10, 65535), config.staticPorts());
    }

    @Test
    void takesAStringForAnArrayOfOne() {
        NodeConfig config =
                NodeConfig.of(Map.of("apps", "chat=1", "args.chat", "--loud", "process.chat", "/opt/my chat"));

        assertEquals(List.of(AppEntry.parse("chat=1")), config.apps());
        assertEquals(List.of("--loud"), config.arguments("chat"));
        assertEquals(Map.of("chat", List.of("/opt/my chat")), config.processes());
    }

    @Test
    void hasWhatIsConfiguredForEachApp() {
        NodeConfig config = NodeConfig.of(Map.of(
                "apps", array("one", "two", "three.target"),
                "args.one", array("", "b"),
                "args.three.target", array("c"),
                "process.one", array("/bin/one", ""),
                "process.two", array("two"),
                "dialect.one", "2019-06",
                "dialect.two", "2019-09"));

        assertEquals(List.of("", "b"), config.arguments("one"));
        assertEquals(List.of(), config.arguments("two"));
        assertEquals(List.of("c"), config.arguments("three.target"));
        assertEquals(Map.of("one", List.of("/bin/one", ""), "two", List.of("two")), config.processes());
        assertEquals(Optional.of(Dialect.GO_2019_06), config.dialect("one"));
        assertEquals(Optional.of(Dialect.GO_2019_09), config.dialect("two"));
        assertEquals(Optional.empty(), config.dialect("three.target"));
    }

    @Test
    void hasTheNodesOwnSettings() {
        NodeConfig config = NodeConfig.of(Map.of("descriptors", "jna", "key", KEY.toUpperCase(Locale.ROOT)));

        assertEquals("jna", config.descriptors());
        assertEquals(Optional.of(PubKey.parse(KEY)), config.key());
    }

    @Test
    void staysAsItIsWhenWhatItWasMadeOfChanges() {
        String[] apps = {"one"};
        String[] arguments = {"a"};
        NodeConfig config = NodeConfig.of(Map.of("apps", apps, "args.one", arguments));

        apps[0] = "two";
        arguments[0] = "b";

        assertEquals(List.of(AppEntry.parse("one")), config.apps());
        assertEquals(List.of("a"), config.arguments("one"));
        assertThrows(UnsupportedOperationException.class, () -> config.apps().add(AppEntry.parse("two")));
        assertThrows(UnsupportedOperationException.class, () -> config.arguments("one")
                .add("c"));
    }

    @Test
    void guardsItsProcesses() {
        NodeConfig config = NodeConfig.of(Map.of("apps", "chat", "process.chat", "/bin/chat"));

        assertThrows(
                UnsupportedOperationException.class, () -> config.processes().remove("chat"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service.pid",
                "component.id",
                "component.name",
                "felix.fileinstall.filename",
                "osgi.ds.satisfying.condition.target",
                "provider.target",
                ".private"
            })
    void leavesKeysOfTheContainerAlone(String name) {
        assertEquals(List.of(), NodeConfig.of(Map.of(name, 7L)).apps());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Apps", "app", "args", "process", "services", "Key", "descriptors.chat"})
    void refusesAKeyThatIsNotItsOwn(String name) {
        assertEquals(
                name + ": expected apps, args.<app>, process.<app>, dialect.<app>, app-name.<app>, descriptors or key",
                refusal(Map.of(name, "x")));
    }

    @ParameterizedTest
    @CsvSource({"args.,''", "args.other,other", "process.Chat,Chat", "dialect.chat.v1,chat.v1"})
    void refusesAKeyForAnAppThatIsNotOnTheList(String name, String app) {
        assertEquals(
                name + ": expected an app on the list, got \"" + app + '"',
                refusal(Map.of("apps", "chat", name, "2019-06")));
    }

    @Test
    void refusesAnEntryThatIsNone() {
        assertEquals(
                "apps: expected name[@version][=port], got \"chat=0\": port: expected a number in 1..65535, got 0",
                refusal(Map.of("apps", array("one", "chat=0"))));
    }

    @Test
    void refusesAnAppThatIsListedTwice() {
        assertEquals("apps: chat is on the list twice", refusal(Map.of("apps", array("chat@1.0", "chat@2.0"))));
    }

    @Test
    void refusesAPortForTwoApps() {
        assertEquals(
                "apps: port 10 is for both one and three",
                refusal(Map.of("apps", array("one=10", "two=11", "three=10"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat=1",
                "skychat=1",
                "SkyChat=1",
                "ssh=2",
                "therealssh=2",
                "socksproxy=3",
                "therealproxy=3",
                "other=4",
                "chat=4",
                "chat"
            })
    void givesAReservedPortToThoseItIsFor(String entry) {
        assertEquals(List.of(AppEntry.parse(entry)), apps(entry).apps());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssh=1|apps: port 1 is reserved for chat or skychat, got ssh",
                "chat=2|apps: port 2 is reserved for ssh or therealssh, got chat",
                "Other=3|apps: port 3 is reserved for socksproxy or therealproxy, got Other",
            })
    void refusesAReservedPortForOthers(String entry, String message) {
        assertEquals(message, refusal(Map.of("apps", entry)));
    }

    @Test
    void takesAppsUpToTheLimit() {
        assertEquals(
                NodeConfig.MAX_APPS, apps(numbered(NodeConfig.MAX_APPS)).apps().size());
    }

    @Test
    void refusesAppsPastTheLimit() {
        assertEquals("apps: expected up to 1024, got 1025", refusal(Map.of("apps", numbered(NodeConfig.MAX_APPS + 1))));
    }

    @Test
    void refusesValuesThatAreNoStrings() {
        assertEquals("apps: expected an array of strings, got 7", refusal(Map.of("apps", 7L)));
        assertEquals(
                "args.chat: expected an array of strings, got true",
                refusal(Map.of("apps", "chat", "args.chat", true)));
        assertEquals(
                "process.chat: expected an array of strings, got 1",
                refusal(Map.of("apps", "chat", "process.chat", 1)));
    }

    @Test
    void refusesACommandWithoutAProgram() {
        String message = "process.chat: expected a program and its arguments, got nothing";

        assertEquals(message, refusal(Map.of("apps", "chat", "process.chat", array())));
        assertEquals(message, refusal(Map.of("apps", "chat", "process.chat", "")));
        assertEquals(message, refusal(Map.of("apps", "chat", "process.chat", array("", "x"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2019-6", "2019-06 ", "GO_2019_06", "both"})
    void refusesAnotherDialect(String dialect) {
        assertEquals(
                "dialect.chat: expected 2019-06 or 2019-09, got \"" + dialect + '"',
                refusal(Map.of("apps", "chat", "dialect.chat", dialect)));
    }

    @Test
    void refusesAKeyOfAnotherLengthOrPrefixOrAlphabet() {
        assertEquals(
                "key: public key: expected 66 hex digits, got 65 characters", refusal(Map.of("key", KEY.substring(1))));
        assertEquals("key: public key: expected 66 hex digits, got 67 characters", refusal(Map.of("key", KEY + "0")));
        assertEquals(
                "key: public key: expected prefix 02 or 03, got 04", refusal(Map.of("key", "04" + KEY.substring(2))));
        assertEquals(
                "key: public key: expected a hex digit at character 65",
                refusal(Map.of("key", KEY.substring(0, 65) + "g")));
    }

    private static NodeConfig apps(String... entries) {
        return NodeConfig.of(Map.of("apps", entries));
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "app" + i).toArray(String[]::new);
    }

    private static String[] array(String... elements) {
        return elements;
    }

    private static String refusal(Map<String, ?> properties) {
        return assertThrows(IllegalArgumentException.class, () -> NodeConfig.of(properties))
                .getMessage();
    }
}
