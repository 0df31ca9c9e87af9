package net.skywire.host.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
    private final Nodes nodes;
    private AppConfig config;
    private int port;
    private Optional<Seated> seated = Optional.empty();
    private boolean refused;

    /** It has ended at a node that starts its apps, and may do so again. */
    private boolean startedAgain;

    private volatile AppStatus status;

    /** @param token tells the seat from an earlier one */
    private record Seated(
            Object token,
            String where,
            NodeConnector node,
            App app,
            AppRunner runner,
            ServiceRegistration<?> service) {}

    HostedApp(AppId id, BundleContext context, Nodes nodes, Executor hostThread) {
        this.id = id;
        this.context = context;
        this.nodes = nodes;
        this.hostThread = hostThread;
        waitFor("for a node");
    }

    AppStatus status() {
        return status;
    }

    private void become(AppState state, OptionalInt bound, String reason) {
        String version = config == null ? "" : config.version();
        String where = state == AppState.RUNNING ? seated.orElseThrow().where() : "";
        status = new AppStatus(id.name(), version, "bundle", where, state, bound, reason);
    }

    private void waitFor(String what) {
        become(AppState.WAITING, OptionalInt.empty(), what);
    }

    void add(Part part) {
        parts.add(part);
        toStart.add(part);
        try {
            check(part);
        } catch (IllegalArgumentException e) {
            leave(Optional.of(e.getMessage()));
            fail(e.getMessage());
            return;
        }
        if (seated.isPresent()) {
            start(seated.get().runner());
        } else if (status.state() != AppState.FAILED || refused) {
            waitFor("for a node");
            seat();
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
            leave(Optional.empty());
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
    void seat() {
        boolean waiting = status.state() == AppState.WAITING;
        if (seated.isPresent() || !waiting && !refused && !startedAgain) {
            return;
        }
        AppThreads threads = new AppThreads(id.name());
        Object token = new Object();
        Nodes.Answer answer = nodes.ask(new AppSeat(config, port, threads, List.of(), () -> later(token, this::lost)));
        if (answer.app() != null) {
            run(token, answer, threads);
            return;
        }
        threads.close();
        if (!answer.mayComeLater()) {
            refused = true;
            startedAgain = answer.where().equals(Nodes.ATTACHED);
            fail(answer.refusal().getMessage());
        } else if (waiting || !startedAgain) {
            refused = false;
            waitFor(answer.refusal().getMessage());
        }
    }

    private void run(Object token, Nodes.Answer answer, AppThreads threads) {
        App app = answer.app();
        refused = false;
        startedAgain = false;
        AppRunner runner = new AppRunner(app, threads, fault -> later(token, seat -> ended(seat, fault)));
        seated = Optional.of(
                new Seated(token, answer.where(), answer.node(), app, runner, AppService.publish(app, context)));
        Optional<Addr> addr = app.addr();
        become(AppState.RUNNING, addr.stream().mapToInt(Addr::port).findFirst(), "");
        String place = addr.map(at -> " at " + at).orElse("");
        String node = answer.where().equals(Nodes.EMBEDDED) ? "" : ", " + answer.where();
        LOG.log(Level.INFO, "app {0} {1} running{2}{3}", id.name(), config.version(), place, node);
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

    /** For what comes from other threads: done if the app has still the seat it had then. */
    private void later(Object token, Consumer<Seated> change) {
        hostThread.execute(() -> seated.filter(seat -> seat.token() == token).ifPresent(change));
    }

    private void ended(Seated seat, Optional<String> fault) {
        leave(fault);
        if (seat.where().equals(Nodes.ATTACHED)) {
            startAllAnew();
            startedAgain = true;
        }
        fault.ifPresentOrElse(this::fail, this::finish);
        seat();
    }

    private void finish() {
        become(AppState.STOPPED, OptionalInt.empty(), "ended by itself");
        LOG.log(Level.INFO, "app {0} stopped", id.name());
        if (!toStart.isEmpty() && !startedAgain) {
            waitFor("for a node");
        }
    }

    /** The node has ended its seat, or gone: it waits for the next. */
    private void lost(Seated seat) {
        LOG.log(Level.INFO, "app {0} has lost its {1} node", id.name(), seat.where());
        leave(Optional.empty());
        startAllAnew();
        waitFor("for a node");
        seat();
    }

    /** What has been said already is not said again: a refused app is tried at every change of the node. */
    private void fail(String reason) {
        boolean known = status.state() == AppState.FAILED && status.reason().equals(reason);
        become(AppState.FAILED, OptionalInt.empty(), reason);
        LOG.log(known ? Level.DEBUG : Level.WARNING, "app {0} failed: {1}", id.name(), reason);
    }

    /** A node has come, or has taken another's place. */
    void join(String where, NodeConnector node) {
        if (seated.filter(seat -> seat.where().equals(where) && seat.node() != node)
                .isPresent()) {
            unseat();
        }
        seat();
    }

    /** A node has gone: who had a seat there waits for the next. */
    void leave(NodeConnector node) {
        if (seated.filter(seat -> seat.node() == node).isPresent()) {
            unseat();
        }
        seat();
    }

    /** The app's nodes may be others than before. */
    void reseat() {
        if (seated.filter(seat -> !nodes.mayBeAt(id.name(), seat.where())).isPresent()) {
            unseat();
        }
        seat();
    }

    void unseat() {
        if (seated.isPresent() || refused) {
            leave(Optional.empty());
            startAllAnew();
            waitFor("for a node");
        }
    }

    /** It is not started again before {@link #startByOperator}, or until its services come anew. */
    void stopByOperator() {
        leave(Optional.empty());
        startAllAnew();
        become(AppState.STOPPED, OptionalInt.empty(), "by the operator");
        LOG.log(Level.INFO, "app {0} stopped by the operator", id.name());
    }

    /** @throws IOException if it runs already, or gets no seat */
    void startByOperator() throws IOException {
        if (seated.isPresent()) {
            throw new IOException("app " + id.name() + " runs already");
        }
        startAllAnew();
        waitFor("for a node");
        seat();
        if (seated.isEmpty()) {
            throw new IOException("app " + id.name() + " is not started: " + status.reason());
        }
    }

    /** Others let go of the app first; what they do then may come back here. */
    private void leave(Optional<String> fault) {
        refused = false;
        startedAgain = false;
        Optional<Seated> left = seated;
        seated = Optional.empty();
        left.ifPresent(seat -> {
            seat.service().unregister();
            seat.node().ended(seat.app(), fault);
            seat.runner().close();
        });
    }
}
