package net.skywire.pipe.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.skywire.app.Addr;
import net.skywire.app.LoopAddr;
import net.skywire.pipe.Limits;
import tools.jackson.databind.JsonNode;

/** The bodies of frames, written as Go writes them and read as it reads them. Any thread may call. */
public final class Bodies {

    private static final byte[] NOTHING = utf8("null");

    private Bodies() {}

    /** The body of an answer that says no more than yes. */
    public static byte[] nothing() {
        return NOTHING;
    }

    public static byte[] init(InitBody init) {
        String window = init.sendWindow() == 0 ? "" : ",\"send-window\":" + init.sendWindow();
        return utf8("{\"app-name\":" + Fields.quoted(init.appName()) + ",\"app-version\":"
                + Fields.quoted(init.appVersion()) + ",\"protocol-version\":" + Fields.quoted(init.protocolVersion())
                + window + '}');
    }

    public static InitBody readInit(ByteBuffer body) throws BodyException {
        JsonNode init = Fields.object(body, "init");
        return new InitBody(
                Fields.text(init, "app-name"),
                Fields.text(init, "app-version"),
                Fields.text(init, "protocol-version"),
                window(init, 0));
    }

    private static int window(JsonNode node, int absent) throws BodyException {
        JsonNode window = Fields.find(node, "send-window");
        return window == null ? absent : Fields.number(window, "send-window", 1, 255);
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
        JsonNode answer = Fields.tree(body, "init answer");
        if (!answer.isObject()) {
            return new InitAnswer(1, null);
        }
        JsonNode addr = Fields.find(answer, "addr");
        return new InitAnswer(window(answer, 1), addr == null ? null : Fields.addr(addr, "addr"));
    }

    /** CreateLoop, and its answer. */
    public static byte[] addr(Addr addr) {
        return utf8(Json.addr(addr));
    }

    public static Addr readAddr(ByteBuffer body) throws BodyException {
        return Fields.addr(Fields.object(body, "address"), "address");
    }

    public static byte[] confirm(LoopEnds ends) {
        return utf8('[' + Json.addr(ends.local()) + ',' + Json.addr(ends.remote()) + ']');
    }

    public static LoopEnds readConfirm(ByteBuffer body) throws BodyException {
        JsonNode pair = Fields.tree(body, "confirm");
        if (!pair.isArray() || pair.size() != 2) {
            throw new BodyException("confirm: expected an array of two addresses");
        }
        return new LoopEnds(Fields.addr(pair.get(0), "local"), Fields.addr(pair.get(1), "remote"));
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
        JsonNode close = Fields.object(body, "close");
        boolean specified = Fields.find(close, "port") != null;
        boolean later = Fields.find(close, "Local") != null;
        LoopAddr loop = specified ? Fields.specified(close) : Fields.later(close);
        return new CloseBody(loop, Dialect.of(specified, later));
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
