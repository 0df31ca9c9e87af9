package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.skywire.app.Addr;
import net.skywire.app.LoopAddr;
import net.skywire.app.PubKey;
import net.skywire.pipe.Limits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of a body. They are read as Go reads them: unknown keys are passed over, the case of keys does not matter,
 * the last of several counts, null is as good as none, nothing may follow the value. Any thread may call.
 */
final class Fields {

    /** Without a table of keys, which all bodies would share: an app could fill it with keys that collide. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
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

    private Fields() {}

    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    static LoopAddr specified(JsonNode loop) throws BodyException {
        return loop(number(required(loop, "port"), "port", 0, 65535), addr(required(loop, "remote"), "remote"));
    }

    static LoopAddr later(JsonNode loop) throws BodyException {
        JsonNode local = object(required(loop, "Local"), "Local");
        return loop(number(required(local, "port"), "Local.port", 0, 65535), addr(required(loop, "Remote"), "Remote"));
    }

    private static LoopAddr loop(int port, Addr remote) throws BodyException {
        try {
            return new LoopAddr(port, remote);
        } catch (IllegalArgumentException e) {
            throw new BodyException(e.getMessage());
        }
    }

    static Addr addr(JsonNode node, String what) throws BodyException {
        object(node, what);
        try {
            return new Addr(PubKey.parse(text(node, "pk")), number(required(node, "port"), "port", 0, 65535));
        } catch (IllegalArgumentException e) {
            throw new BodyException(what + ": " + e.getMessage());
        }
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
