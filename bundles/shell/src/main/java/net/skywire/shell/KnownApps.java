package net.skywire.shell;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import net.skywire.host.AppFigures;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;

/** All apps, of all who know some. Any thread may call. */
final class KnownApps {

    private static final Comparator<KnownApp> ORDER = Comparator.comparing(
                    (KnownApp app) -> app.status().name())
            .thenComparing(app -> app.status().version());

    private final List<AppStatusSource> sources = new CopyOnWriteArrayList<>();
    private final List<AppFigures> counts = new CopyOnWriteArrayList<>();

    /** One app, and how much it does, if that is known. */
    record KnownApp(AppStatus status, Optional<AppFigures.Figures> figures) {}

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

    /** By name and version. */
    List<KnownApp> all() {
        Map<String, AppFigures.Figures> figures = new HashMap<>();
        counts.forEach(each -> each.figures().forEach((app, one) -> figures.merge(app, one, AppFigures.Figures::plus)));
        return sources.stream()
                .flatMap(source -> source.apps().stream())
                .map(app -> new KnownApp(
                        app, isAtWork(app) ? Optional.ofNullable(figures.get(app.name())) : Optional.empty()))
                .sorted(ORDER)
                .toList();
    }

    /** There may be another of the same name, of which the figures are. */
    private static boolean isAtWork(AppStatus app) {
        return app.state() == AppState.RUNNING || app.kind().equals("process");
    }

    List<String> names() {
        return all().stream().map(app -> app.status().name()).distinct().toList();
    }

    List<KnownApp> named(String name) {
        return all().stream().filter(app -> app.status().name().equals(name)).toList();
    }
}
