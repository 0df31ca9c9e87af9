package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.skywire.pipe.Limits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON within our limits, read as Go reads it; what is missing or of another kind is said by name. */
final class BodyTree {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limits.JSON_DEPTH)
                            .maxDocumentLength(FrameHead.MAX_BODY)
                            .maxStringLength(FrameHead.MAX_BODY)
                            .maxNameLength(Limits.JSON_KEY)
                            .maxNumberLength(Limits.JSON_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BodyTree() {}

    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    static JsonNode object(ByteBuffer body, String what) throws BodyException {
        return object(tree(body, what), what);
    }

    static JsonNode object(JsonNode node, String what) throws BodyException {
        if (!node.isObject()) {
            throw new BodyException(what + ": expected an object, got " + kind(node));
        }
        return node;
    }

    static JsonNode tree(ByteBuffer body, String what) throws BodyException {
        try {
            return JSON.readTree(StandardCharsets.UTF_8.decode(body.duplicate()).toString());
        } catch (JacksonException e) {
            throw new BodyException(what + ": expected JSON" + where(e.getLocation()));
        }
    }

    /** Where there is no place to name, a limit was passed. */
    private static String where(TokenStreamLocation location) {
        return location == null
                ? " less long or deep"
                : ", could not read it at character " + Math.max(0, location.getCharOffset());
    }

    /** The last value whose key is {@code name} in whatever case; null if there is none, or it is null. */
    static JsonNode find(JsonNode object, String name) {
        JsonNode found = null;
        for (var property : object.properties()) {
            if (property.getKey().equalsIgnoreCase(name)) {
                found = property.getValue();
            }
        }
        return found == null || found.isNull() ? null : found;
    }

    /** As {@link #find}, of an object. */
    static JsonNode findObject(JsonNode object, String name) throws BodyException {
        JsonNode found = find(object, name);
        return found == null ? null : object(found, name);
    }

    static JsonNode required(JsonNode object, String name) throws BodyException {
        JsonNode found = find(object, name);
        if (found == null) {
            throw new BodyException("expected \"" + name + "\", got none");
        }
        return found;
    }

    static String text(JsonNode object, String name) throws BodyException {
        JsonNode found = required(object, name);
        if (!found.isString()) {
            throw new BodyException(name + ": expected a string, got " + kind(found));
        }
        return found.stringValue();
    }

    static int number(JsonNode node, String what, int least, int most) throws BodyException {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw new BodyException(what + ": expected a whole number, got " + kind(node));
        }
        int value = node.intValue();
        if (value < least || value > most) {
            throw new BodyException(what + ": expected a number in " + least + ".." + most + ", got " + value);
        }
        return value;
    }

    static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
