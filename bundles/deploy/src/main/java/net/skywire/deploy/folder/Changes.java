package net.skywire.deploy.folder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The files that have changed, each until it has been quiet for {@value #QUIET_MILLIS} ms. For one thread. */
final class Changes {

    static final long QUIET_MILLIS = 50;

    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);

    /** @param since when the last change was noticed, by {@link System#nanoTime} */
    record Change(long since, Optional<Look> look) {}

    private final Map<String, Change> byName = new HashMap<>();
    private final int most;

    /** @param most files that may be restless at a time */
    Changes(int most) {
        this.most = most;
    }

    /** Begins or begins again the quiet of a file; false if there are too many already. */
    boolean add(String name, Optional<Look> look, long now) {
        if (byName.size() >= most && !byName.containsKey(name)) {
            return false;
        }
        byName.put(name, new Change(now, look));
        return true;
    }

    Change remove(String name) {
        return byName.remove(name);
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** The files that have been quiet for long enough: first those that are gone, then by name. */
    List<String> quietAt(long now) {
        return byName.entrySet().stream()
                .filter(entry -> now - entry.getValue().since() >= QUIET_NANOS)
                .sorted(Map.Entry.<String, Change>comparingByValue((a, b) ->
                                Boolean.compare(a.look().isPresent(), b.look().isPresent()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How long until the next file may be quiet; empty if none has changed. */
    OptionalLong nanosToQuiet(long now) {
        return byName.values().stream()
                .mapToLong(change -> Math.max(0, change.since() + QUIET_NANOS - now))
                .min();
    }
}
