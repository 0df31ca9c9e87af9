package net.skywire.node.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Tables of all keys that a schema has, a table for each object. */
final class SchemaReference {

    private static final String KEPT = "never: kept for Go nodes";

    private final StringBuilder text = new StringBuilder();
    private final List<String> kept = new ArrayList<>();

    SchemaReference(JsonNode schema) {
        object("The whole file", "", schema);
        text.append("\n### Kept for Go nodes\n\nThese are checked for their kinds, kept, and have no effect here: ")
                .append(String.join(", ", kept))
                .append(".\n");
    }

    String text() {
        return text.toString();
    }

    private void object(String title, String prefix, JsonNode schema) {
        List<String> rows = new ArrayList<>();
        List<Runnable> inner = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            String path = prefix + member.getKey();
            JsonNode value = member.getValue();
            JsonNode object = objectIn(value);
            if (object != null) {
                String place = path + (object == value ? "" : object == value.path("items") ? "[]" : ".<app>");
                inner.add(() -> object("`" + place + "`", place + '.', object));
                if (object == value) {
                    continue;
                }
            }
            if (value.path("x-effect").asString("").equals(KEPT)) {
                kept.add('`' + path + '`');
            } else {
                rows.add(row(member.getKey(), value));
            }
        }
        if (!rows.isEmpty()) {
            text.append("\n### ")
                    .append(title)
                    .append("\n\n")
                    .append(schema.path("description").asString());
            text.append(
                    "\n\n| key | value | default | example | takes effect | what it is |\n|---|---|---|---|---|---|\n");
            rows.forEach(text::append);
        }
        inner.forEach(Runnable::run);
    }

    /** What has keys of its own, directly or as an element. */
    private static JsonNode objectIn(JsonNode value) {
        for (JsonNode each : List.of(value, value.path("items"), value.path("additionalProperties"))) {
            if (each.has("properties")) {
                return each;
            }
        }
        return null;
    }

    private static String row(String key, JsonNode value) {
        return "| `" + key + "` | " + kind(value) + " | " + code(value.path("default")) + " | "
                + code(value.path("examples").path(0)) + " | "
                + value.path("x-effect").asString("-") + " | "
                + plain(value.path("description").asString()) + " |\n";
    }

    private static String plain(String description) {
        return description.replace("<", "&lt;");
    }

    private static String code(JsonNode value) {
        return value.isMissingNode() ? "-" : '`' + value.toString() + '`';
    }

    private static String kind(JsonNode value) {
        if (value.has("enum")) {
            return value.path("enum")
                    .valueStream()
                    .filter(JsonNode::isString)
                    .map(choice -> '`' + choice.stringValue() + '`')
                    .collect(Collectors.joining(" "));
        }
        List<String> types = value.path("type").isArray()
                ? value.path("type").valueStream().map(JsonNode::stringValue).toList()
                : List.of(value.path("type").asString("text"));
        if (types.contains("string") && types.contains("integer")) {
            return "duration";
        }
        return switch (types.get(0)) {
            case "integer" -> value.path("minimum") + " to " + value.path("maximum");
            case "boolean" -> "`true` `false`";
            case "array" -> value.path("items").has("properties") ? "array of objects" : arrayOf(value.path("items"));
            case "object" -> value.path("additionalProperties").has("properties") ? "objects by name" : "texts by name";
            default -> "text";
        };
    }

    private static String arrayOf(JsonNode items) {
        return items.path("type").toString().contains("integer") ? "array of one number" : "array of texts";
    }
}
