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
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bodies of frames. They are read as Go reads them: unknown keys are passed over, the case of keys does not matter,
 * nothing may follow the value. Any thread may call.
 */
public final class Bodies {

    private static final byte[] NOTHING = utf8("null");

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

    private Bodies() {}

    /** The body of an answer that says no more than yes. */
    public static byte[] nothing() {
        return NOTHING;
    }

    public static byte[] init(InitBody init) {
        String window = init.sendWindow() == 0 ? "" : ",\"send-window\":" + init.sendWindow();
        return utf8("{\"app-name\":" + quoted(init.appName()) + ",\"app-version\":" + quoted(init.appVersion())
                + ",\"protocol-version\":" + quoted(init.protocolVersion()) + window + '}');
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    public static InitBody readInit(ByteBuffer body) throws BodyException {
        JsonNode init = object(body, "init");
        return new InitBody(
                text(init, "app-name"), text(init, "app-version"), text(init, "protocol-version"), window(init, 0));
    }

    private static int window(JsonNode node, int absent) throws BodyException {
        JsonNode window = find(node, "send-window");
        return window == null ? absent : number(window, "send-window", 1, 255);
    }

    public static byte[] initAnswer(InitAnswer answer) {
        String addr = answer.addr() == null ? "" : ",\"addr\":" + Json.addr(answer.addr());
        return utf8("{\"send-window\":" + answer.sendWindow() + addr + '}');
    }

    /** What a Go node answers, nothing, is a window of 1 and no address. */
    public static InitAnswer readInitAnswer(ByteBuffer body) throws BodyException {
        if (!body.hasRemaining()) {
            return new InitAnswer(1, null);
        }
        JsonNode answer = tree(body, "init answer");
        if (!answer.isObject()) {
            return new InitAnswer(1, null);
        }
        JsonNode addr = find(answer, "addr");
        return new InitAnswer(window(answer, 1), addr == null ? null : addr(addr, "addr"));
    }

    /** CreateLoop, and its answer. */
    public static byte[] addr(Addr addr) {
        return utf8(Json.addr(addr));
    }

    public static Addr readAddr(ByteBuffer body) throws BodyException {
        return addr(object(body, "address"), "address");
    }

    public static byte[] confirm(LoopEnds ends) {
        return utf8('[' + Json.addr(ends.local()) + ',' + Json.addr(ends.remote()) + ']');
    }

    public static LoopEnds readConfirm(ByteBuffer body) throws BodyException {
        JsonNode pair = tree(body, "confirm");
        if (!pair.isArray() || pair.size() != 2) {
            throw new BodyException("confirm: expected an array of two addresses");
        }
        return new LoopEnds(addr(pair.get(0), "local"), addr(pair.get(1), "remote"));
    }

    public static byte[] close(LoopAddr loop, Dialect dialect) {
        return utf8(
                switch (dialect) {
                    case GO_2019_06 -> Json.specified(loop);
                    case GO_2019_09 -> Json.later(loop);
                    case BOTH -> '{' + Json.specifiedFields(loop) + ',' + Json.laterFields(loop) + '}';
                });
    }

    public static CloseBody readClose(ByteBuffer body) throws BodyException {
        JsonNode close = object(body, "close");
        boolean specified = find(close, "port") != null;
        boolean later = find(close, "Local") != null;
        LoopAddr loop = specified ? specified(close) : later(close);
        return new CloseBody(loop, dialect(specified, later));
    }

    /** The text of a failure, made fit for one line of a log. */
    public static String readFailure(ByteBuffer body) {
        String text = StandardCharsets.UTF_8.decode(body.duplicate()).toString();
        String cut = text.length() > Limits.REASON ? text.substring(0, Limits.REASON) : text;
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    public static byte[] failure(String reason) {
        return utf8(reason.length() > Limits.REASON ? reason.substring(0, Limits.REASON) : reason);
    }

    static Dialect dialect(boolean specified, boolean later) {
        if (specified && later) {
            return Dialect.BOTH;
        }
        return specified ? Dialect.GO_2019_06 : Dialect.GO_2019_09;
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

    private static Addr addr(JsonNode node, String what) throws BodyException {
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

    private static JsonNode object(JsonNode node, String what) throws BodyException {
        if (!node.isObject()) {
            throw new BodyException(what + ": expected an object, got " + kind(node));
        }
        return node;
    }

    private static JsonNode tree(ByteBuffer body, String what) throws BodyException {
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

    private static JsonNode required(JsonNode object, String name) throws BodyException {
        JsonNode found = find(object, name);
        if (found == null) {
            throw new BodyException("expected \"" + name + "\", got none");
        }
        return found;
    }

    private static String text(JsonNode object, String name) throws BodyException {
        JsonNode found = required(object, name);
        if (!found.isString()) {
            throw new BodyException(name + ": expected a string, got " + kind(found));
        }
        return found.stringValue();
    }

    private static int number(JsonNode node, String what, int least, int most) throws BodyException {
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
