package net.skywire.host.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import net.skywire.app.spi.AppRunner;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.AppThreads;
import net.skywire.app.spi.NodeConnector;
import net.skywire.app.spi.NotStartedException;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** One app of one bundle. All calls but {@link #status} come from the host's thread. */
final class HostedApp {

    private static final Logger LOG = System.getLogger("net.skywire.host");

    private final AppId id;
    private final BundleContext context;
    private final Executor hostThread;
    private final List<Part> parts = new ArrayList<>();
    private final List<Part> toStart = new ArrayList<>();
    private AppConfig config;
    private int port;
    private Optional<Seated> seated = Optional.empty();
    private boolean refused;
    private volatile AppStatus status;

    private record Seated(NodeConnector node, App app, AppRunner runner, ServiceRegistration<?> registration) {}

    HostedApp(AppId id, BundleContext context, Executor hostThread) {
        this.id = id;
        this.context = context;
        this.hostThread = hostThread;
        waitForNode();
    }

    AppStatus status() {
        return status;
    }

    private void become(AppState state, OptionalInt bound, String reason) {
        String version = config == null ? "" : config.version();
        String where = state == AppState.RUNNING ? "embedded" : "";
        status = new AppStatus(id.name(), version, "bundle", where, state, bound, reason);
    }

    private void waitForNode() {
        become(AppState.WAITING, OptionalInt.empty(), "for a node");
    }

    void add(Part part, Optional<NodeConnector> node) {
        parts.add(part);
        toStart.add(part);
        try {
            check(part);
        } catch (IllegalArgumentException e) {
            leave();
            fail(e.getMessage());
            return;
        }
        if (seated.isPresent()) {
            start(seated.get().runner());
        } else if (status.state() != AppState.FAILED || refused) {
            waitForNode();
            node.ifPresent(this::seat);
        }
    }

    private void check(Part part) {
        config = part.wish().config();
        port = Math.max(port, part.wish().port());
        if (of(parts, Part.Handler.class).count() > 1) {
            throw new IllegalArgumentException("expected one LoopHandler, got several");
        }
    }

    private static <T extends Part> Stream<T> of(List<Part> parts, Class<T> type) {
        return parts.stream().filter(type::isInstance).map(type::cast);
    }

    /** Ends the app if the service is part of it. What is left starts again when another part comes. */
    void remove(Class<? extends Part> kind, ServiceReference<?> reference) {
        if (parts.removeIf(part -> part.is(kind, reference))) {
            leave();
            startAllAnew();
            become(AppState.STOPPED, OptionalInt.empty(), "");
        }
    }

    boolean isGone() {
        return parts.isEmpty();
    }

    private void startAllAnew() {
        toStart.clear();
        toStart.addAll(parts);
    }

    /** Tries to get a seat, if the app has none and is not over. */
    void seat(NodeConnector node) {
        if (seated.isPresent() || !refused && status.state() != AppState.WAITING) {
            return;
        }
        AppThreads threads = new AppThreads(id.name());
        try {
            App app = node.connect(new AppSeat(config, port, threads, List.of(), this::loseSeat));
            refused = false;
            run(node, app, threads);
        } catch (NotStartedException e) {
            threads.close();
            become(AppState.WAITING, OptionalInt.empty(), e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            threads.close();
            refused = true;
            fail(e.getMessage());
        }
    }

    private void run(NodeConnector node, App app, AppThreads threads) {
        Optional<Addr> addr = app.addr();
        become(AppState.RUNNING, addr.stream().mapToInt(Addr::port).findFirst(), "");
        String where = addr.map(at -> " at " + at).orElse("");
        LOG.log(Level.INFO, "app {0} {1} running{2}", id.name(), config.version(), where);
        AppRunner runner = new AppRunner(app, threads, fault -> ended(app, fault));
        seated = Optional.of(new Seated(node, app, runner, AppService.publish(app, context)));
        start(runner);
    }

    /** A runner that is over takes nothing more: then the parts wait for {@link #ended}. */
    private void start(AppRunner runner) {
        List<AppMain> mains =
                of(toStart, Part.Main.class).map(Part.Main::service).toList();
        List<LoopHandler> handlers =
                of(toStart, Part.Handler.class).map(Part.Handler::service).toList();
        if (runner.start(mains, handlers)) {
            toStart.clear();
        }
    }

    /** Comes from one of the app's threads. */
    private void ended(App app, Optional<String> fault) {
        hostThread.execute(() -> seated.filter(seat -> seat.app() == app).ifPresent(seat -> {
            leave();
            fault.ifPresentOrElse(this::fail, () -> finish(seat.node()));
        }));
    }

    private void finish(NodeConnector node) {
        become(AppState.STOPPED, OptionalInt.empty(), "ended by itself");
        LOG.log(Level.INFO, "app {0} stopped", id.name());
        if (!toStart.isEmpty()) {
            waitForNode();
            seat(node);
        }
    }

    /** What has been said already is not said again: a refused app is tried at every change of the node. */
    private void fail(String reason) {
        boolean known = status.state() == AppState.FAILED && status.reason().equals(reason);
        become(AppState.FAILED, OptionalInt.empty(), reason);
        LOG.log(known ? Level.DEBUG : Level.WARNING, "app {0} failed: {1}", id.name(), reason);
    }

    /** The node wants it back; perhaps it has another. Comes from any thread. */
    private void loseSeat() {
        hostThread.execute(() -> seated.ifPresent(seat -> {
            unseat();
            seat(seat.node());
        }));
    }

    /** The node is gone: the app waits for the next. */
    void unseat() {
        if (seated.isPresent() || refused) {
            leave();
            startAllAnew();
            waitForNode();
        }
    }

    /** Others let go of the app first; what they do then may come back here. */
    private void leave() {
        refused = false;
        Optional<Seated> left = seated;
        seated = Optional.empty();
        left.ifPresent(seat -> {
            seat.registration().unregister();
            seat.runner().close();
        });
    }
}
