package net.skywire.host.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.spi.AppRunner;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.AppThreads;
import net.skywire.app.spi.NodeConnector;
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
    private AppConfig config;
    private int port;
    private AppRunner runner;
    private ServiceRegistration<?> registration;
    private boolean refused;
    private volatile AppStatus status;

    HostedApp(AppId id, BundleContext context, Executor hostThread) {
        this.id = id;
        this.context = context;
        this.hostThread = hostThread;
        become(AppState.WAITING, OptionalInt.empty(), "for a node");
    }

    AppStatus status() {
        return status;
    }

    private void become(AppState state, OptionalInt bound, String reason) {
        String version = config == null ? "" : config.version();
        status = new AppStatus(id.name(), version, "bundle", state, bound, reason);
    }

    void add(Part part, ServiceReference<?> reference, Optional<NodeConnector> node) {
        parts.add(part);
        try {
            config = AppId.config(reference);
            port = Math.max(port, AppId.port(reference));
            if (parts.stream().filter(Part.Handler.class::isInstance).count() > 1) {
                throw new IllegalArgumentException("expected one LoopHandler, got several");
            }
        } catch (IllegalArgumentException e) {
            leave();
            fail(e.getMessage());
            return;
        }
        if (runner != null) {
            part.start(runner);
        } else {
            become(AppState.WAITING, OptionalInt.empty(), "for a node");
            node.ifPresent(connector -> seat(connector, List.of(part)));
        }
    }

    /** False if none is left. */
    boolean remove(Part part) {
        parts.remove(part);
        leave();
        become(AppState.STOPPED, OptionalInt.empty(), "");
        return !parts.isEmpty();
    }

    /** Tries to get a seat, if the app has none and is not over. */
    void seat(NodeConnector node) {
        if (runner == null && (refused || status.state() == AppState.WAITING)) {
            seat(node, parts);
        }
    }

    private void seat(NodeConnector node, List<Part> toRun) {
        AppThreads threads = new AppThreads(id.name());
        try {
            App app = node.connect(new AppSeat(config, port, threads, List.of()));
            refused = false;
            OptionalInt bound =
                    app.addr().map(addr -> OptionalInt.of(addr.port())).orElse(OptionalInt.empty());
            runner = new AppRunner(app, threads, this::ended);
            registration = AppService.publish(app, context);
            become(AppState.RUNNING, bound, "");
            LOG.log(
                    Level.INFO,
                    "app {0} {1} running at {2}",
                    id.name(),
                    config.version(),
                    app.addr().orElse(null));
            toRun.forEach(part -> part.start(runner));
        } catch (IOException | IllegalArgumentException e) {
            threads.close();
            refused = true;
            fail(e.getMessage());
        }
    }

    /** Comes from one of the app's threads. */
    private void ended(Optional<String> fault) {
        AppRunner ending = runner;
        hostThread.execute(() -> {
            if (runner == ending && runner != null) {
                leave();
                fault.ifPresentOrElse(this::fail, this::finish);
            }
        });
    }

    private void finish() {
        become(AppState.STOPPED, OptionalInt.empty(), "ended by itself");
        LOG.log(Level.INFO, "app {0} has ended", id.name());
    }

    private void fail(String reason) {
        become(AppState.FAILED, OptionalInt.empty(), reason);
        LOG.log(Level.WARNING, "app {0} failed: {1}", id.name(), reason);
    }

    /** The node is gone: the app waits for the next. */
    void unseat() {
        if (runner != null || refused) {
            leave();
            become(AppState.WAITING, OptionalInt.empty(), "for a node");
        }
    }

    private void leave() {
        refused = false;
        if (runner != null) {
            registration.unregister();
            runner.close();
            runner = null;
        }
    }
}
