package net.skywire.shell;

import java.util.List;
import net.skywire.host.AppStatus;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is known of apps, for programs: JSON in one line, of which every character is ASCII. */
final class StatusJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private StatusJson() {}

    static String of(List<AppStatus> apps, List<String> notices) {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode list = all.putArray("apps");
        StatusTable.sorted(apps).forEach(app -> list.add(node(app)));
        ArrayNode said = all.putArray("notices");
        notices.forEach(said::add);
        return JSON.writeValueAsString(all);
    }

    private static ObjectNode node(AppStatus app) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", app.name());
        node.put("version", app.version());
        node.put("kind", app.kind());
        node.put("node", app.node().isEmpty() ? null : app.node());
        node.put("state", StatusTable.state(app));
        node.put("port", app.port().isPresent() ? (Integer) app.port().getAsInt() : null);
        node.put("reason", app.reason());
        return node;
    }
}
