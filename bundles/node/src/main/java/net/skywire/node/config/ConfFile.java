package net.skywire.node.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A file of configuration: one JSON object of strings, numbers, booleans and arrays of strings; comments are let in. */
final class ConfFile {

    static final String SUFFIX = ".json";

    /** Whose settings are not in files of this kind, but in one of their own. */
    private static final Set<String> ELSEWHERE = Set.of(ConfigLocation.FILE_NAME, "skywire-config.schema.json");

    private ConfFile() {}

    static boolean isOne(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX)
                && !name.startsWith(".")
                && name.length() > SUFFIX.length()
                && !ELSEWHERE.contains(name);
    }

    /** The PID, or factory PID and name as {@code pid~name}, that the file configures. */
    static String pid(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** @throws IOException if the file cannot be read; the message says where and why */
    static Dictionary<String, Object> read(Path file) throws IOException {
        return properties(file, JsonFile.read(file));
    }

    private static Dictionary<String, Object> properties(Path file, JsonNode root) throws IOException {
        if (!root.isObject()) {
            throw new IOException(file + ": expected a JSON object, got another value");
        }
        Hashtable<String, Object> properties = new Hashtable<>();
        for (var property : root.properties()) {
            properties.put(property.getKey(), value(file, property.getKey(), property.getValue()));
        }
        return properties;
    }

    private static Object value(Path file, String key, JsonNode node) throws IOException {
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isArray()) {
            return strings(file, key, node);
        }
        throw new IOException(
                file + ", \"" + key + "\": expected a string, a whole number, true, false or an array of strings");
    }

    private static String[] strings(Path file, String key, JsonNode array) throws IOException {
        List<String> strings = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.isString()) {
                throw new IOException(file + ", \"" + key + "\": expected strings in the array");
            }
            strings.add(element.stringValue());
        }
        return strings.toArray(String[]::new);
    }
}
