package net.skywire.pipe.frame;

import net.skywire.app.Addr;
import net.skywire.app.LoopAddr;

/** The bits of JSON that name loops, written as Go writes them: no spaces, nothing to escape. */
final class Json {

    private static final String NO_KEY = "0".repeat(66);

    private Json() {}

    static String addr(Addr addr) {
        return "{\"pk\":\"" + addr.key() + "\",\"port\":" + addr.port() + '}';
    }

    static String specified(LoopAddr loop) {
        return '{' + specifiedFields(loop) + '}';
    }

    static String specifiedFields(LoopAddr loop) {
        return "\"port\":" + loop.port() + ",\"remote\":" + addr(loop.remote());
    }

    /** The local key is zeros: Go takes no other. */
    static String later(LoopAddr loop) {
        return '{' + laterFields(loop) + '}';
    }

    static String laterFields(LoopAddr loop) {
        return "\"Local\":{\"pk\":\"" + NO_KEY + "\",\"port\":" + loop.port() + "},\"Remote\":" + addr(loop.remote());
    }
}
