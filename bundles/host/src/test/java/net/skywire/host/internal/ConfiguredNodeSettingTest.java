package net.skywire.host.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import net.skywire.host.NodeMode;
import org.junit.jupiter.api.Test;

class ConfiguredNodeSettingTest {

    private static NodeMode mode(String outside, Map<String, Object> configuration) {
        return new ConfiguredNodeSetting(outside, configuration).mode();
    }

    @Test
    void isTheContainersOwnIfNothingIsSaid() {
        assertEquals(NodeMode.EMBEDDED, mode(null, Map.of()));
    }

    @Test
    void prefersTheConfiguration() {
        assertEquals(NodeMode.BOTH, mode("both", Map.of()));
        assertEquals(NodeMode.ATTACHED, mode("both", Map.of("node", "attached")));
        assertEquals(NodeMode.EMBEDDED, mode("both", Map.of("node", "attached", "mode", "embedded")));
    }

    @Test
    void staysAsItIsWhenItIsConfiguredWrongly() {
        ConfiguredNodeSetting setting = new ConfiguredNodeSetting((Object) null, Map.of("mode", "both"));

        setting.configure(Map.of("mode", "outside"));

        assertEquals(NodeMode.BOTH, setting.mode());
        assertEquals(NodeMode.EMBEDDED, mode("outside", Map.of()));
    }

    @Test
    void followsTheConfiguration() {
        ConfiguredNodeSetting setting = new ConfiguredNodeSetting("attached", Map.of("mode", "both"));

        setting.configure(Map.of());

        assertEquals(NodeMode.ATTACHED, setting.mode());
    }

    @Test
    void hasThreeWords() {
        assertEquals(List.of("embedded", "attached"), NodeMode.parse("both").nodes());
        assertEquals(List.of("attached"), NodeMode.parse("attached").nodes());
        assertEquals(List.of("embedded"), NodeMode.parse("embedded").nodes());
        var thrown = assertThrows(IllegalArgumentException.class, () -> NodeMode.parse("Both"));
        assertEquals("node: expected embedded, attached or both, got \"Both\"", thrown.getMessage());
    }
}
