package net.skywire.node.process;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.skywire.host.log.Followers;

/**
 * Hands a text that comes in pieces to those who follow it, line by line, and costs next to nothing while nobody does. Not
 * for several threads.
 */
final class FollowedText {

    /** Bytes of a line; what is longer comes as several. */
    static final int MAX_LENGTH = 4096;

    private final Followers followers = new Followers();
    private final ByteBuffer line = ByteBuffer.allocate(MAX_LENGTH);

    /** Gets what comes after this. */
    Followers.Follower join() {
        if (followers.isEmpty()) {
            line.clear();
        }
        return followers.join();
    }

    /** Leaves {@code text} as it is. */
    void add(ByteBuffer text) {
        if (followers.isEmpty()) {
            return;
        }
        for (int at = text.position(); at < text.limit(); at++) {
            byte next = text.get(at);
            if (next == '\n') {
                finish();
            } else {
                line.put(next);
            }
            if (!line.hasRemaining()) {
                finish();
            }
        }
    }

    private void finish() {
        followers.add(new String(line.array(), 0, line.position(), StandardCharsets.UTF_8));
        line.clear();
    }
}
