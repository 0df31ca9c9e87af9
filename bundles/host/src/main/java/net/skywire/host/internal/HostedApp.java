package net.skywire.host.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.spi.AppRunner;
import net.skywire.app.spi.AppThreads;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** One app of one bundle. All calls but those of {@link AppStanding} come from the host's thread. */
final class HostedApp {

    private static final Logger LOG = System.getLogger("net.skywire.host");

    private final AppId id;
    private final BundleContext context;
    private final Executor hostThread;
    private final Nodes nodes;
    private final BiConsumer<AppId, String> onFailure;
    private final AppParts parts = new AppParts();
    private final AppStanding standing;

    /** It has ended at a node that starts its apps, and may do so again. */
    private boolean startedAgain;

    /** @param onFailure told of the app's own failures, and not that a node refuses it */
    HostedApp(
            AppId id,
            BundleContext context,
            Nodes nodes,
            Executor hostThread,
            BiConsumer<AppId, String> onFailure,
            AppStanding standing) {
        this.id = id;
        this.context = context;
        this.nodes = nodes;
        this.hostThread = hostThread;
        this.onFailure = onFailure;
        this.standing = standing;
        waitFor("for a node");
    }

    /** For messages. */
    String label() {
        return ("app " + id.name() + " " + parts.version()).strip();
    }

    AppId id() {
        return id;
    }

    /** May be asked from any thread. */
    AppStanding standing() {
        return standing;
    }

    private Optional<Seated> seated() {
        return standing.seated();
    }

    private AppState state() {
        return standing.status().state();
    }

    private void become(AppState state, OptionalInt bound, String reason) {
        String where = state == AppState.RUNNING ? seated().orElseThrow().where() : "";
        standing.is(new AppStatus(id.name(), parts.version(), "bundle", where, state, bound, reason));
    }

    private void waitFor(String what) {
        become(AppState.WAITING, OptionalInt.empty(), what);
    }

    void add(Part part) {
        try {
            parts.add(part);
        } catch (IllegalArgumentException e) {
            leave(Optional.of(e.getMessage()));
            fail(e.getMessage());
            return;
        }
        if (seated().isPresent()) {
            parts.start(seated().get().runner());
        } else if (state() != AppState.FAILED || standing.isRefused()) {
            waitFor("for a node");
            seat();
        }
    }

    /** Ends the app if the service is part of it. What is left starts again when another part comes. */
    void remove(Class<? extends Part> kind, ServiceReference<?> reference) {
        if (parts.remove(kind, reference)) {
            leave(Optional.empty());
            parts.startAllAnew();
            become(AppState.STOPPED, OptionalInt.empty(), "");
        }
    }

    boolean isGone() {
        return parts.isEmpty();
    }

    /** Tries to get a seat, if the app has none and is not over. */
    void seat() {
        boolean waiting = state() == AppState.WAITING;
        if (standing.isFollowed() || seated().isPresent() || !waiting && !standing.isRefused() && !startedAgain) {
            return;
        }
        AppThreads threads = new AppThreads(id.name());
        Object token = new Object();
        Nodes.Answer answer =
                nodes.ask(parts.seat(threads, () -> later(token, this::lost)), standing.isStaged(), standing.before());
        if (answer.app() != null) {
            run(token, answer, threads);
            return;
        }
        threads.close();
        if (!answer.mayComeLater()) {
            standing.refuse(true);
            startedAgain = answer.where().equals(Nodes.ATTACHED);
            fail(answer.refusal().getMessage());
        } else if (waiting || !startedAgain) {
            standing.refuse(false);
            waitFor(answer.refusal().getMessage());
        }
    }

    private void run(Object token, Nodes.Answer answer, AppThreads threads) {
        App app = answer.app();
        standing.refuse(false);
        startedAgain = false;
        AppRunner runner = new AppRunner(app, threads, fault -> later(token, seat -> ended(seat, fault)));
        AppService service = new AppService(app, id.bundle(), standing.ranking(), standing.isStaged(), context);
        standing.seat(Optional.of(new Seated(token, answer.where(), answer.node(), app, threads, runner, service)));
        runs();
        parts.start(runner);
    }

    private void runs() {
        Seated seat = seated().orElseThrow();
        become(AppState.RUNNING, seat.app().addr().stream().mapToInt(Addr::port).findFirst(), "");
        String how = standing.isStaged() ? "staged" : "running";
        LOG.log(Level.INFO, "app {0} {1} {2}{3}", id.name(), parts.version(), how, seat.place());
    }

    /** For what comes from other threads: done if the app has still the seat it had then. */
    private void later(Object token, Consumer<Seated> change) {
        hostThread.execute(() -> seated().filter(seat -> seat.token() == token).ifPresent(change));
    }

    private void ended(Seated seat, Optional<String> fault) {
        leave(fault);
        if (seat.where().equals(Nodes.ATTACHED)) {
            parts.startAllAnew();
            startedAgain = true;
        }
        fault.ifPresentOrElse(this::fail, this::finish);
        seat();
    }

    private void finish() {
        become(AppState.STOPPED, OptionalInt.empty(), "ended by itself");
        LOG.log(Level.INFO, "app {0} stopped", id.name());
        if (!parts.areStarted() && !startedAgain) {
            waitFor("for a node");
        }
    }

    /** The node has ended its seat, or gone: it waits for the next. */
    private void lost(Seated seat) {
        LOG.log(Level.INFO, "app {0} has lost its {1} node", id.name(), seat.where());
        leave(Optional.empty());
        parts.startAllAnew();
        waitFor("for a node");
        seat();
    }

    /** What has been said already is not said again: a standing.isRefused() app is tried at every change of the node. */
    private void fail(String reason) {
        boolean known = state() == AppState.FAILED && standing.status().reason().equals(reason);
        become(AppState.FAILED, OptionalInt.empty(), reason);
        LOG.log(known ? Level.DEBUG : Level.WARNING, "app {0} failed: {1}", id.name(), reason);
        if (!standing.isRefused()) {
            onFailure.accept(id, label() + ": " + reason);
        }
    }

    /** Another is gone. If this has followed it, and waits for its place, it may have that now. */
    void isAlone(AppId gone) {
        if (standing.forget(gone)) {
            seat();
        }
    }

    /** The app's nodes may be others than before: where its seat cannot stay, it waits for the next. */
    void seatAgainUnless(Predicate<Seated> stays) {
        if (seated().filter(stays.negate()).isPresent()) {
            unseat();
        }
        seat();
    }

    void unseat() {
        if (seated().isPresent() || standing.isRefused()) {
            leave(Optional.empty());
            parts.startAllAnew();
            waitFor("for a node");
        }
    }

    /** It is not started again before {@link #startByOperator}, or until its services come anew. */
    void stopByOperator() {
        leave(Optional.empty());
        parts.startAllAnew();
        become(AppState.STOPPED, OptionalInt.empty(), "by the operator");
        LOG.log(Level.INFO, "app {0} stopped by the operator", id.name());
    }

    /** @throws IOException if it runs already, or gets no seat */
    void startByOperator() throws IOException {
        if (seated().isPresent()) {
            throw new IOException("app " + id.name() + " runs already");
        }
        parts.startAllAnew();
        waitFor("for a node");
        seat();
        if (seated().isEmpty()) {
            throw new IOException(
                    "app " + id.name() + " is not started: " + standing.status().reason());
        }
    }

    private void leave(Optional<String> fault) {
        standing.refuse(false);
        startedAgain = false;
        Optional<Seated> left = seated();
        standing.seat(Optional.empty());
        left.ifPresent(seat -> seat.leave(fault));
    }

    /** From now on this app is reached, and the one that it follows is not. */
    void handOver() {
        Optional<HostedApp> before = standing.beforeApp();
        Optional<Seated> old = before.flatMap(HostedApp::seated);
        boolean placed = seated().isEmpty() || takesPlace(seated().get(), old);
        standing.follow();
        before.ifPresent(app -> app.standing.isFollowedNow());
        if (!placed) {
            unseat();
        } else if (seated().isPresent()) {
            runs();
        }
        boolean beside =
                seated().isPresent() && old.filter(seated().get()::isBeside).isPresent();
        if (!beside && state() != AppState.STOPPED) {
            before.ifPresent(HostedApp::unseat);
        }
        seat();
    }

    private boolean takesPlace(Seated seat, Optional<Seated> old) {
        try {
            seat.takePlace(old);
            return true;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "app {0} is seated anew: {1}", id.name(), e.getMessage());
            return false;
        }
    }
}
