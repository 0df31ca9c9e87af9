package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.skywire.app.Addr;
import net.skywire.app.LoopAddr;
import net.skywire.app.PubKey;
import net.skywire.pipe.Limits;
import tools.jackson.databind.JsonNode;

/**
 * The bodies of frames. They are read as Go reads them: unknown keys are passed over, the case of keys does not matter,
 * nothing may follow the value. Any thread may call.
 */
public final class Bodies {

    private static final byte[] NOTHING = utf8("null");

    private Bodies() {}

    /** The body of an answer that says no more than yes. */
    public static byte[] nothing() {
        return NOTHING;
    }

    public static byte[] init(InitBody init) {
        String window = init.sendWindow() == 0 ? "" : ",\"send-window\":" + init.sendWindow();
        return utf8("{\"app-name\":" + BodyTree.quoted(init.appName()) + ",\"app-version\":"
                + BodyTree.quoted(init.appVersion()) + ",\"protocol-version\":"
                + BodyTree.quoted(init.protocolVersion()) + window + '}');
    }

    public static InitBody readInit(ByteBuffer body) throws BodyException {
        JsonNode init = BodyTree.object(body, "init");
        return new InitBody(
                BodyTree.text(init, "app-name"),
                BodyTree.text(init, "app-version"),
                BodyTree.text(init, "protocol-version"),
                window(init, 0));
    }

    private static int window(JsonNode node, int absent) throws BodyException {
        JsonNode window = BodyTree.find(node, "send-window");
        return window == null ? absent : BodyTree.number(window, "send-window", 1, 255);
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
        JsonNode answer = BodyTree.tree(body, "init answer");
        if (!answer.isObject()) {
            return new InitAnswer(1, null);
        }
        JsonNode addr = BodyTree.find(answer, "addr");
        return new InitAnswer(window(answer, 1), addr == null ? null : addr(addr, "addr"));
    }

    /** CreateLoop, and its answer. */
    public static byte[] addr(Addr addr) {
        return utf8(Json.addr(addr));
    }

    public static Addr readAddr(ByteBuffer body) throws BodyException {
        return addr(BodyTree.object(body, "address"), "address");
    }

    public static byte[] confirm(LoopEnds ends) {
        return utf8('[' + Json.addr(ends.local()) + ',' + Json.addr(ends.remote()) + ']');
    }

    public static LoopEnds readConfirm(ByteBuffer body) throws BodyException {
        JsonNode pair = BodyTree.tree(body, "confirm");
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
        JsonNode close = BodyTree.object(body, "close");
        boolean specified = BodyTree.find(close, "port") != null;
        boolean later = BodyTree.find(close, "Local") != null;
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
        return loop(
                BodyTree.number(BodyTree.required(loop, "port"), "port", 0, 65535),
                addr(BodyTree.required(loop, "remote"), "remote"));
    }

    static LoopAddr later(JsonNode loop) throws BodyException {
        JsonNode local = BodyTree.object(BodyTree.required(loop, "Local"), "Local");
        return loop(
                BodyTree.number(BodyTree.required(local, "port"), "Local.port", 0, 65535),
                addr(BodyTree.required(loop, "Remote"), "Remote"));
    }

    private static LoopAddr loop(int port, Addr remote) throws BodyException {
        try {
            return new LoopAddr(port, remote);
        } catch (IllegalArgumentException e) {
            throw new BodyException(e.getMessage());
        }
    }

    private static Addr addr(JsonNode node, String what) throws BodyException {
        BodyTree.object(node, what);
        try {
            return new Addr(
                    PubKey.parse(BodyTree.text(node, "pk")),
                    BodyTree.number(BodyTree.required(node, "port"), "port", 0, 65535));
        } catch (IllegalArgumentException e) {
            throw new BodyException(what + ": " + e.getMessage());
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
