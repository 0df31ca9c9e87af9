package net.skywire.node.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration as Config Admin has it: flat keys, such as {@code limits.loops}, with text, numbers, truth values and
 * arrays of text. Keys with other values are in the file alone, and stay there; so do the node's own keys.
 */
final class FlatForm {

    private static final List<String> CONTAINER = List.of("service.", "component.", "felix.", "osgi.", ".");
    private static final Set<String> ARRAYS = Set.of("args", "command");
    private static final Set<String> FILE_ONLY = Set.of("apps", "node", ConfigReader.OURS, "$schema");
    private static final Set<String> OURS_OF_NODE =
            Set.of("node", "descriptors", "codec", "signatures", "drain", "trial");

    private FlatForm() {}

    static Map<String, Object> ofNode(ObjectNode document) {
        Map<String, Object> flat = new TreeMap<>();
        document.properties().stream()
                .filter(member -> !FILE_ONLY.contains(member.getKey()))
                .forEach(member -> flatten(member.getKey(), member.getValue(), flat));
        JsonNode ours = document.path(ConfigReader.OURS);
        OURS_OF_NODE.forEach(key -> flatten(key, ours.path(key), flat));
        return flat;
    }

    static Map<String, Object> ofApp(ObjectNode document, String app) {
        Map<String, Object> flat = new TreeMap<>();
        JsonNode entry = entry(document, app);
        entry.properties().forEach(member -> flatten(member.getKey(), member.getValue(), flat));
        if (!flat.containsKey("port")) {
            flatten("port", entry.path("ports").path(0), flat);
        }
        flatten("", document.path(ConfigReader.OURS).path("apps").path(app), flat);
        return flat;
    }

    static List<String> apps(ObjectNode document) {
        List<String> names = new ArrayList<>();
        for (JsonNode entry : document.path("apps")) {
            if (entry.path("app").isString()
                    && !names.contains(entry.path("app").stringValue())) {
                names.add(entry.path("app").stringValue());
            }
        }
        return names;
    }

    private static JsonNode entry(ObjectNode document, String app) {
        for (JsonNode entry : document.path("apps")) {
            if (entry.path("app").isString() && entry.path("app").stringValue().equals(app)) {
                return entry;
            }
        }
        return document.path("apps").path(-1);
    }

    private static void flatten(String key, JsonNode value, Map<String, Object> flat) {
        if (value.isString()) {
            flat.put(key, value.stringValue());
        } else if (value.isBoolean()) {
            flat.put(key, value.booleanValue());
        } else if (value.isIntegralNumber() && value.canConvertToLong()) {
            flat.put(key, value.longValue());
        } else if (value.isArray() && value.valueStream().allMatch(JsonNode::isString)) {
            flat.put(key, value.valueStream().map(JsonNode::stringValue).toList());
        } else if (value.isObject()) {
            String prefix = key.isEmpty() ? "" : key + '.';
            value.properties().forEach(member -> flatten(prefix + member.getKey(), member.getValue(), flat));
        }
    }

    /** Changes the node's settings in {@code document} to these. */
    static void setNode(ObjectNode document, Map<String, Object> flat) {
        Map<String, Object> before = ofNode(document);
        forChanges(before, flat, (key, value) -> {
            if (OURS_OF_NODE.contains(key)) {
                set(child(document, ConfigReader.OURS), List.of(key), value);
            } else {
                set(document, List.of(key.split("\\.")), value);
            }
        });
    }

    /** Changes an app's settings in {@code document} to these, or adds the app. */
    static void setApp(ObjectNode document, String app, Map<String, Object> flat) {
        if (entry(document, app).isMissingNode()) {
            array(document, "apps").addObject().put("app", app);
        }
        ObjectNode entry = (ObjectNode) entry(document, app);
        forChanges(ofApp(document, app), flat, (key, value) -> {
            if (key.equals("port")) {
                entry.remove("ports");
            }
            if (AppReader.ENTRY_KEYS.contains(key)) {
                set(entry, List.of(key), value);
            } else {
                ObjectNode ours = child(child(child(document, ConfigReader.OURS), "apps"), app);
                set(ours, List.of(key.split("\\.", 2)), value);
            }
        });
    }

    static void removeApp(ObjectNode document, String app) {
        JsonNode entry = entry(document, app);
        if (document.path("apps") instanceof ArrayNode apps) {
            apps.removeIf(each -> each == entry);
        }
        if (document.path(ConfigReader.OURS).path("apps") instanceof ObjectNode ours) {
            ours.remove(app);
        }
    }

    private interface Change {
        /** @param value null if there is none any more */
        void to(String key, Object value);
    }

    private static void forChanges(Map<String, Object> before, Map<String, Object> after, Change change) {
        before.keySet().stream().filter(key -> !after.containsKey(key)).forEach(key -> change.to(key, null));
        after.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                change.to(key, value);
            }
        });
    }

    private static ObjectNode child(ObjectNode parent, String key) {
        return parent.path(key) instanceof ObjectNode child ? child : parent.putObject(key);
    }

    private static ArrayNode array(ObjectNode parent, String key) {
        return parent.path(key) instanceof ArrayNode child ? child : parent.putArray(key);
    }

    private static void set(ObjectNode parent, List<String> path, Object value) {
        String key = path.get(0);
        if (path.size() > 1) {
            set(child(parent, key), path.subList(1, path.size()), value);
            if (parent.path(key).isEmpty()) {
                parent.remove(key);
            }
        } else if (value == null) {
            parent.remove(key);
        } else if (value instanceof List<?> list) {
            ArrayNode array = parent.putArray(key);
            list.forEach(element -> array.add(String.valueOf(element)));
        } else {
            put(parent, key, value);
        }
    }

    private static void put(ObjectNode parent, String key, Object value) {
        if (value instanceof Boolean truth) {
            parent.put(key, truth.booleanValue());
        } else if (value instanceof Long number) {
            putNumber(parent, key, number);
        } else {
            parent.put(key, String.valueOf(value));
        }
    }

    /** As it is read from a file, so that the two are equal. */
    private static void putNumber(ObjectNode parent, String key, long number) {
        if (number == (int) number) {
            parent.put(key, (int) number);
        } else {
            parent.put(key, number);
        }
    }

    /** What is ours of what Config Admin has. */
    static Map<String, Object> of(Dictionary<String, ?> properties) {
        Map<String, Object> flat = new TreeMap<>();
        for (String key : java.util.Collections.list(properties.keys())) {
            if (!key.endsWith(".target") && CONTAINER.stream().noneMatch(key::startsWith)) {
                Object value = properties.get(key);
                flat.put(key, ARRAYS.contains(key) && value instanceof String one ? List.of(one) : plain(value));
            }
        }
        return flat;
    }

    private static Object plain(Object value) {
        if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        if (value instanceof Object[] many) {
            return Arrays.stream(many).map(String::valueOf).toList();
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).collect(Collectors.toList());
        }
        return value instanceof Boolean || value instanceof Long ? value : String.valueOf(value);
    }

    static Dictionary<String, Object> toDictionary(Map<String, Object> flat) {
        Hashtable<String, Object> properties = new Hashtable<>();
        flat.forEach((key, value) ->
                properties.put(key, value instanceof List<?> list ? list.toArray(String[]::new) : value));
        return properties;
    }
}
