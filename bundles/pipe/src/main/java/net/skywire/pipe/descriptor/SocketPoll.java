package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waits for any of several sockets. */
public final class SocketPoll {

    private static final int POLLIN = 1;

    private SocketPoll() {}

    /**
     * Waits until there is something to accept or receive, an end included, or the time is over.
     *
     * @return those of which there is
     */
    public static List<MessageSocket> await(Descriptors descriptors, List<MessageSocket> sockets, Duration timeout)
            throws IOException {
        int[] entries = new int[2 * sockets.size()];
        for (int at = 0; at < sockets.size(); at++) {
            entries[2 * at] = sockets.get(at).descriptor();
            entries[2 * at + 1] = POLLIN;
        }
        descriptors.sockets().poll(entries, (int) Math.min(Integer.MAX_VALUE, Math.max(0, timeout.toMillis())));
        List<MessageSocket> ready = new ArrayList<>();
        for (int at = 0; at < sockets.size(); at++) {
            if (entries[2 * at + 1] >>> 16 != 0) {
                ready.add(sockets.get(at));
            }
        }
        return ready;
    }
}
