package net.skywire.host.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import net.skywire.host.NodeMode;
import org.junit.jupiter.api.Test;

class ConfiguredNodeSettingTest {

    private static ConfiguredNodeSetting setting(String node) {
        return new ConfiguredNodeSetting(Map.of("node", node));
    }

    @Test
    void isTheContainersOwnIfNothingIsSaid() {
        assertEquals(NodeMode.EMBEDDED, new ConfiguredNodeSetting(Map.of()).mode());
    }

    @Test
    void staysAsItIsWhenItIsConfiguredWrongly() {
        ConfiguredNodeSetting setting = setting("both");

        setting.configure(Map.of("node", "outside"));

        assertEquals(NodeMode.BOTH, setting.mode());
        assertEquals(NodeMode.EMBEDDED, setting("outside").mode());
    }

    @Test
    void followsTheConfiguration() {
        ConfiguredNodeSetting setting = setting("both");

        setting.configure(Map.of("node", "attached"));
        assertEquals(NodeMode.ATTACHED, setting.mode());

        setting.configure(Map.of());
        assertEquals(NodeMode.EMBEDDED, setting.mode());
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
