package net.skywire.node.config;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All that a document says of one app: its entry in the list, and what we say of it beside that. */
final class AppEntry {

    private static final String ENTRY = "entry";
    private static final String APPS = "apps";

    private AppEntry() {}

    /** As text; empty if the app is not on the list. */
    static Optional<String> of(ObjectNode document, String app) {
        int at = indexOf(document, app);
        if (at < 0) {
            return Optional.empty();
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.set(ENTRY, document.path(APPS).path(at));
        JsonNode ours = document.path(ConfigReader.OURS).path(APPS).path(app);
        if (!ours.isMissingNode()) {
            all.set(ConfigReader.OURS, ours);
        }
        return Optional.of(JsonMapper.shared().writeValueAsString(all));
    }

    /**
     * @param text of the same app
     * @throws tools.jackson.core.JacksonException if it is no such text
     */
    static void put(ObjectNode document, String app, String text) {
        JsonNode all = JsonTree.of(text);
        ArrayNode list = document.withArray(APPS);
        int at = indexOf(document, app);
        if (at < 0) {
            list.add(all.path(ENTRY));
        } else {
            list.set(at, all.path(ENTRY));
        }
        ObjectNode ours = document.withObject(ConfigReader.OURS).withObject(APPS);
        if (all.has(ConfigReader.OURS)) {
            ours.set(app, all.path(ConfigReader.OURS));
        } else {
            ours.remove(app);
        }
    }

    private static int indexOf(ObjectNode document, String app) {
        JsonNode list = document.path(APPS);
        for (int at = 0; at < list.size(); at++) {
            if (app.equals(list.path(at).path("app").stringValue(""))) {
                return at;
            }
        }
        return -1;
    }
}
