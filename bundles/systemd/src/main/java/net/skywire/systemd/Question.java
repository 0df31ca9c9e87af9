package net.skywire.systemd;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.skywire.host.AppFigures;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;

/**
 * How all apps are, asked of everyone who knows of some, as an operator would ask. Each time on a thread of its own, so that
 * an answer which does not come can be told of. Whoever asks and closes is one thread.
 */
final class Question implements AutoCloseable {

    private static final long LONGEST_END_MILLIS = 1_000;

    private final List<AppStatusSource> sources = new CopyOnWriteArrayList<>();
    private final List<AppFigures> counts = new CopyOnWriteArrayList<>();
    private FutureTask<String> asked;
    private Thread asking;

    void add(AppStatusSource source) {
        sources.add(source);
    }

    void remove(AppStatusSource source) {
        sources.remove(source);
    }

    void add(AppFigures figures) {
        counts.add(figures);
    }

    void remove(AppFigures figures) {
        counts.remove(figures);
    }

    /**
     * The answer in a line. While one is awaited the question is not asked again.
     *
     * @throws IOException if it does not come within {@code longest}, or is a fault
     */
    String ask(Duration longest) throws IOException, InterruptedException {
        if (asked == null) {
            asked = new FutureTask<>(this::answer);
            asking = new Thread(asked, "skywire-systemd-question");
            asking.setDaemon(true);
            asking.start();
        }
        try {
            String answer = asked.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            asked = null;
            return answer;
        } catch (ExecutionException e) {
            asked = null;
            throw new IOException("asked for the apps' states, got " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("the apps' states are not told within " + longest.toMillis() + " ms", e);
        }
    }

    private String answer() {
        counts.forEach(AppFigures::figures);
        Map<AppState, Integer> byState = new EnumMap<>(AppState.class);
        for (AppStatusSource source : sources) {
            for (AppStatus app : source.apps()) {
                byState.merge(app.state(), 1, Integer::sum);
            }
        }
        return line(byState);
    }

    /** Such as {@code 2 apps running, 1 failed}. */
    static String line(Map<AppState, Integer> byState) {
        int running = byState.getOrDefault(AppState.RUNNING, 0);
        StringBuilder line = new StringBuilder().append(running).append(running == 1 ? " app" : " apps");
        line.append(" running");
        byState.forEach((state, count) -> {
            if (state != AppState.RUNNING) {
                line.append(", ").append(count).append(' ').append(state.name().toLowerCase(Locale.ROOT));
            }
        });
        return line.toString();
    }

    /** Waits, within bounds, for whoever is asked. */
    @Override
    public void close() {
        if (asking != null) {
            asking.interrupt();
            try {
                asking.join(LONGEST_END_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
