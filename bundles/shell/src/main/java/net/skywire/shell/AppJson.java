package net.skywire.shell;

import java.util.List;
import java.util.OptionalLong;
import net.skywire.host.AppFigures.Figures;
import net.skywire.host.AppStatus;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is known of apps, for programs: JSON in one line, of which every character is ASCII. */
final class AppJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AppJson() {}

    static String of(List<KnownApps.KnownApp> apps) {
        return JSON.writeValueAsString(withApps(apps));
    }

    static String of(List<KnownApps.KnownApp> apps, List<String> notices) {
        ObjectNode all = withApps(apps);
        ArrayNode said = all.putArray("notices");
        notices.forEach(said::add);
        return JSON.writeValueAsString(all);
    }

    private static ObjectNode withApps(List<KnownApps.KnownApp> apps) {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode list = all.putArray("apps");
        apps.forEach(app -> list.add(node(app)));
        return all;
    }

    private static ObjectNode node(KnownApps.KnownApp app) {
        ObjectNode node = JSON.createObjectNode();
        AppStatus status = app.status();
        node.put("name", status.name());
        node.put("version", status.version());
        node.put("kind", status.kind());
        node.put("node", status.node().isEmpty() ? null : status.node());
        node.put("state", AppTable.state(status));
        node.put("port", status.port().isPresent() ? (Integer) status.port().getAsInt() : null);
        node.put("loops", app.figures().map(Figures::loops).orElse(null));
        node.put("bytes_in", app.figures().map(Figures::bytesIn).orElse(null));
        node.put("bytes_out", app.figures().map(Figures::bytesOut).orElse(null));
        OptionalLong memory = app.figures().map(Figures::memory).orElse(OptionalLong.empty());
        node.put("memory", memory.isPresent() ? (Long) memory.getAsLong() : null);
        node.put("reason", status.reason());
        return node;
    }
}
