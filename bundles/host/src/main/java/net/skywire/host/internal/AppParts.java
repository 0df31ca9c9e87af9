package net.skywire.host.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import net.skywire.app.AppConfig;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import net.skywire.app.spi.AppRunner;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.LoopPermissions;
import org.osgi.framework.ServiceReference;

/** The services that one app consists of, and what they say of it. For the host's thread alone. */
final class AppParts {

    private final List<Part> parts = new ArrayList<>();
    private final List<Part> toStart = new ArrayList<>();
    private AppConfig config;
    private LoopPermissions permissions = LoopPermissions.ANY;
    private int port;

    /** @throws IllegalArgumentException if there cannot be such an app; the part belongs to it all the same */
    void add(Part part) {
        parts.add(part);
        toStart.add(part);
        config = part.wish().config();
        permissions = part.wish().permissions();
        port = Math.max(port, part.wish().port());
        if (of(parts, Part.Handler.class).count() > 1) {
            throw new IllegalArgumentException("expected one LoopHandler, got several");
        }
    }

    /** Whether it was there. */
    boolean remove(Class<? extends Part> kind, ServiceReference<?> reference) {
        return parts.removeIf(part -> part.is(kind, reference));
    }

    private static <T extends Part> Stream<T> of(List<Part> parts, Class<T> type) {
        return parts.stream().filter(type::isInstance).map(type::cast);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    boolean areStarted() {
        return toStart.isEmpty();
    }

    /** Empty as long as no part has said one. */
    String version() {
        return config == null ? "" : config.version();
    }

    AppSeat seat(Executor threads, Runnable onLost) {
        return new AppSeat(config, port, threads, List.of(), onLost, permissions);
    }

    /** A runner that is over takes nothing more: then the parts wait. */
    void start(AppRunner runner) {
        List<AppMain> mains =
                of(toStart, Part.Main.class).map(Part.Main::service).toList();
        List<LoopHandler> handlers =
                of(toStart, Part.Handler.class).map(Part.Handler::service).toList();
        if (runner.start(mains, handlers)) {
            toStart.clear();
        }
    }

    void startAllAnew() {
        toStart.clear();
        toStart.addAll(parts);
    }
}
