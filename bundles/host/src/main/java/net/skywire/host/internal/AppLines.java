package net.skywire.host.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import net.skywire.host.AppControl;
import net.skywire.host.log.Followers;
import net.skywire.host.log.LineFormatter;

/**
 * Keeps the last lines of the log that come from apps, for each app some. Whoever logs waits for nothing but the lock,
 * which is this object's.
 */
final class AppLines extends Handler {

    /** Characters of one app's lines. */
    static final int MAX_LENGTH = 64 * 1024;

    /** Characters of a line. */
    static final int MAX_LINE = 1000;

    /** Apps: of more, those that have been silent longest are forgotten. */
    static final int MAX_APPS = 256;

    private final Function<LogRecord, Optional<String>> ownerOf;
    private final LineFormatter format = new LineFormatter();
    private final Map<String, Lines> byApp = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Lines> eldest) {
            return size() > MAX_APPS && eldest.getValue().followers.isEmpty();
        }
    };

    /** Of one app. */
    private static final class Lines {
        private final Deque<String> last = new ArrayDeque<>();
        private final Followers followers = new Followers();
        private int length;

        void add(String line) {
            last.add(line);
            length += line.length();
            while (last.size() > AppControl.MAX_LINES || length > MAX_LENGTH) {
                length -= last.remove().length();
            }
            followers.add(line);
        }

        List<String> tail(int count) {
            return last.stream().skip(Math.max(0, last.size() - count)).toList();
        }
    }

    /** @param ownerOf the app from which a record comes; called by the thread that logs */
    AppLines(Function<LogRecord, Optional<String>> ownerOf) {
        this.ownerOf = ownerOf;
    }

    @Override
    public void publish(LogRecord entry) {
        ownerOf.apply(entry).ifPresent(app -> add(app, format.format(entry)));
    }

    private synchronized void add(String app, String text) {
        Lines lines = of(app);
        text.lines().forEach(line -> lines.add(line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE)));
    }

    private Lines of(String app) {
        return byApp.computeIfAbsent(app, name -> new Lines());
    }

    /** The last lines of an app, oldest first. */
    synchronized List<String> tail(String app, int count) {
        return of(app).tail(count);
    }

    /** As {@link #tail}, and then each line that comes, until this thread is interrupted. */
    void follow(String app, int count, AppControl.Lines to) throws IOException, InterruptedException {
        List<String> last;
        Followers.Follower follower;
        synchronized (this) {
            last = tail(app, count);
            follower = of(app).followers.join();
        }
        try (follower) {
            follower.handOn(last, to);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
