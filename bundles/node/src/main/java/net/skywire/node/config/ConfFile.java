package net.skywire.node.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of configuration: one JSON object of strings, numbers, booleans and arrays of strings; comments are let in. */
final class ConfFile {

    static final String SUFFIX = ".json";

    private static final int MAX_LENGTH = 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ConfFile() {}

    static boolean isOne(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith(".") && name.length() > SUFFIX.length();
    }

    /** The PID, or factory PID and name as {@code pid~name}, that the file configures. */
    static String pid(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** @throws IOException if the file cannot be read; the message says where and why */
    static Dictionary<String, Object> read(Path file) throws IOException {
        if (Files.size(file) > MAX_LENGTH) {
            throw new IOException(file + ": expected up to " + MAX_LENGTH + " bytes, got " + Files.size(file));
        }
        try {
            return properties(file, JSON.readTree(Files.readString(file)));
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": expected text in UTF-8, got other bytes", e);
        } catch (JacksonException e) {
            throw new IOException(file + where(e.getLocation()) + ": " + firstLine(e.getOriginalMessage()), e);
        }
    }

    /** Where a limit of the parser is passed there is no place to name. */
    private static String where(TokenStreamLocation location) {
        return location == null ? "" : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("cannot be read");
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
