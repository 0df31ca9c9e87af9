package net.skywire.node.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.app.AppConfig;
import net.skywire.host.AppFigures.Figures;
import net.skywire.host.AppState;
import net.skywire.node.config.AppSettings;
import net.skywire.node.config.ProcessSettings;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.pipe.Limits;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.connection.PeerDialect;
import net.skywire.pipe.connection.PipeEnds;
import net.skywire.pipe.descriptor.AppChild;
import net.skywire.pipe.descriptor.ExitStatus;
import net.skywire.pipe.frame.InitBody;
import net.skywire.pipe.frame.SendCodec;

/** A process of an app, from its start to its end. Its state is guarded by its lock; any thread may call. */
final class ProcessLife implements Admission {

    private static final Logger LOG = System.getLogger("net.skywire.node");

    /** How long the last of an app's output, and its pipe, may take to end after the process has. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    /** How long an app has to hear that its loops are closed, if its grace is not shorter. */
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);

    /**
     * A life at one moment.
     *
     * @param reason why, where there is something to say
     */
    record State(AppState state, String reason, String version, OptionalInt port) {}

    private final AppSettings settings;
    private final Exchange exchange;
    private final ScheduledExecutorService timer;
    private final AppChild child;
    private final ProcessSeat seat;
    private final OutputReader output;
    private final CompletableFuture<Void> pipeEnded = new CompletableFuture<>();
    private final CompletableFuture<Ending> over = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private State state;
    private String fault;
    private boolean leaving;
    private boolean endingBegun;
    private long endsAt;

    /**
     * @param settings with those of a process
     * @param timer for all that takes time
     * @param log gets the app's output; not closed here
     */
    ProcessLife(
            AppSettings settings,
            Exchange exchange,
            ScheduledExecutorService timer,
            AppChild child,
            SendCodec codec,
            AppLog log) {
        this.settings = settings;
        this.exchange = exchange;
        this.timer = timer;
        this.child = child;
        state = new State(AppState.WAITING, "for its init", Launch.version(settings), OptionalInt.empty());
        PeerDialect dialect = process().dialect().map(PeerDialect::new).orElseGet(PeerDialect::new);
        PipeEnds pipe = new PipeEnds(child.pipe().in(), child.pipe().out(), codec);
        seat = new ProcessSeat(exchange, this, pipe, dialect, timer);
        output = new OutputReader(settings.name(), child.output().orElseThrow(), log);
    }

    void start() {
        output.start();
        seat.start();
        child.exit().whenComplete(this::exited);
        later(Limits.INIT_TIMEOUT, this::missInit);
    }

    private ProcessSettings process() {
        return settings.process().orElseThrow();
    }

    @Override
    public String name() {
        return settings.name();
    }

    /** What it may take up. */
    public SeatLimits limits() {
        return settings.limits();
    }

    int pid() {
        return child.pid();
    }

    Figures figures() {
        return seat.figures(ResidentMemory.of(pid()));
    }

    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Completes when nothing of it is left: no process, no port, no thread but the one that completes it. */
    CompletableFuture<Ending> over() {
        return over;
    }

    private void later(Duration delay, Runnable action) {
        try {
            timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the node closes, and with it {0}", name());
        }
    }

    private void missInit() {
        if (state().state() == AppState.WAITING) {
            refused("sent no init within " + Limits.INIT_TIMEOUT.toSeconds() + " s");
        }
    }

    @Override
    public int admit(InitBody init, NodeApp app) throws IOException {
        if (!init.protocolVersion().equals(AppConfig.PROTOCOL_VERSION)) {
            throw new IOException("unsupported protocol version");
        }
        if (!init.appName().equals(process().initName())) {
            throw new IOException("unexpected app");
        }
        if (!settings.version().orElse(init.appVersion()).equals(init.appVersion())) {
            throw new IOException("unexpected app version");
        }
        return exchange.bind(settings.port().orElse(0), app);
    }

    @Override
    public void admitted(String version, int port) {
        become(new State(AppState.RUNNING, "", version, OptionalInt.of(port)));
        LOG.log(
                Level.INFO,
                "app {0} {1} running on port {2}, pid {3}",
                name(),
                version,
                Integer.toString(port),
                Integer.toString(pid()));
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void refused(String why) {
        fail(why);
        endWithin(process().grace());
    }

    /** The first fault is the reason. */
    private void fail(String why) {
        lock.lock();
        try {
            if (fault == null && !leaving) {
                fault = why;
                state = new State(AppState.FAILED, why, state.version(), OptionalInt.empty());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(IOException cause) {
        if (cause != null) {
            fail(cause.getMessage());
        }
        pipeEnded.complete(null);
        endWithin(process().grace());
    }

    /**
     * Sees it off: closes its loops, ends its pipe, and if that is not enough, asks it to end and then ends it. Does not
     * block.
     *
     * @param grace how long it has after the end of its pipe, and again after it was asked
     */
    void leave(Duration grace) {
        lock.lock();
        try {
            if (leaving) {
                return;
            }
            leaving = true;
            state = new State(AppState.WAITING, "for its end", state.version(), state.port());
        } finally {
            lock.unlock();
        }
        Thread farewell = new Thread(null, () -> dismiss(grace), "skywire-end-" + name(), 0, false);
        farewell.setDaemon(true);
        farewell.start();
    }

    private void dismiss(Duration grace) {
        seat.dismiss(grace.compareTo(LONGEST_FAREWELL) < 0 ? grace : LONGEST_FAREWELL);
        endWithin(grace);
    }

    /** Ends it if it has not ended by itself, no later than was said before. */
    private void endWithin(Duration grace) {
        long askedAt = System.nanoTime() + grace.toNanos();
        lock.lock();
        try {
            if (endingBegun && askedAt - endsAt >= 0) {
                return;
            }
            endingBegun = true;
            endsAt = askedAt;
        } finally {
            lock.unlock();
        }
        later(grace, () -> endNow(askedAt, child::terminate));
        later(grace.multipliedBy(2), () -> endNow(askedAt, child::kill));
    }

    /** Unless it was to end sooner, and has been seen to already. */
    private void endNow(long askedAt, Runnable how) {
        lock.lock();
        try {
            if (askedAt != endsAt) {
                return;
            }
        } finally {
            lock.unlock();
        }
        how.run();
    }

    /** On the thread that waited for it. */
    private void exited(ExitStatus exit, Throwable lost) {
        seat.close();
        output.finish(LONGEST_REST);
        pipeEnded
                .completeOnTimeout(null, LONGEST_REST.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        over.complete(ending(exit, lost));
    }

    private Ending ending(ExitStatus exit, Throwable lost) {
        lock.lock();
        try {
            if (fault != null) {
                return new Ending(false, fault);
            }
            if (exit == null) {
                return new Ending(false, "lost: " + lost.getMessage());
            }
            return new Ending(exit.isSuccess(), exit.toString());
        } finally {
            lock.unlock();
        }
    }
}
