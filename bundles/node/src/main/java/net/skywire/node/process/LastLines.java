package net.skywire.node.process;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** The last lines of a text that comes in pieces: a few, and of a long one its beginning. Not for several threads. */
final class LastLines {

    /** Bytes of a line. */
    static final int MAX_LENGTH = 500;

    /** Lines. */
    static final int MAX_COUNT = 10;

    /** Lines of one piece that are looked at, since some may be empty. */
    private static final int LOOKED_AT = 100;

    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final ByteBuffer line = ByteBuffer.allocate(MAX_LENGTH);

    /** Leaves {@code text} as it is. */
    void add(ByteBuffer text) {
        int begin = lastOnes(text);
        if (begin > text.position()) {
            line.clear();
        }
        for (int at = begin; at < text.limit(); at++) {
            byte next = text.get(at);
            if (next == '\n') {
                finish();
            } else if (line.hasRemaining()) {
                line.put(next);
            }
        }
    }

    /** Where those lines begin that can be among the last: a flood is passed over. */
    private static int lastOnes(ByteBuffer text) {
        int ends = 0;
        for (int at = text.limit() - 1; at >= text.position(); at--) {
            if (text.get(at) == '\n' && ends++ == LOOKED_AT) {
                return at + 1;
            }
        }
        return text.position();
    }

    private void finish() {
        String text = current();
        line.clear();
        if (!text.isEmpty()) {
            lines.add(text);
        }
        if (lines.size() > MAX_COUNT) {
            lines.remove();
        }
    }

    private String current() {
        return new String(line.array(), 0, line.position(), StandardCharsets.UTF_8).strip();
    }

    /** Those with something in them, the last one also if it has not ended. */
    List<String> all() {
        finish();
        return List.copyOf(lines);
    }

    Optional<String> last() {
        finish();
        return Optional.ofNullable(lines.peekLast());
    }

    void clear() {
        lines.clear();
        line.clear();
    }
}
