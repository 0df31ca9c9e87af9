package net.skywire.node.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.app.AppConfig;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.node.config.AppSettings;
import net.skywire.node.config.ProcessSettings;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.pipe.Limits;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.connection.PeerDialect;
import net.skywire.pipe.descriptor.AppChild;
import net.skywire.pipe.descriptor.ChildCommand;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.descriptor.ExitStatus;
import net.skywire.pipe.frame.InitBody;

/** One app process, from its start to its end. Its state is guarded by its lock. */
final class ManagedProcess implements Admission {

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final String DEFAULT_VERSION = "1.0";

    /** How long a process has to end by itself, and again after it was asked to. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final AppSettings settings;
    private final Exchange exchange;
    private final Path localFolder;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private AppState state = AppState.WAITING;
    private String reason = "for its init";
    private String version;
    private OptionalInt port = OptionalInt.empty();
    private String fault;
    private boolean stopping;
    private AppChild child;
    private ProcessSeat seat;

    /** @param settings with those of a process */
    ManagedProcess(AppSettings settings, Exchange exchange, Path localFolder, ScheduledExecutorService timer) {
        this.settings = settings;
        this.exchange = exchange;
        this.localFolder = localFolder;
        this.timer = timer;
        this.version = settings.version().orElse(DEFAULT_VERSION);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public SeatLimits limits() {
        return settings.limits();
    }

    AppSettings settings() {
        return settings;
    }

    private ProcessSettings process() {
        return settings.process().orElseThrow();
    }

    /** Starts the process; whatever hinders it is then its state. */
    void start(Descriptors descriptors) {
        List<String> command = new ArrayList<>(process().command());
        command.addAll(settings.arguments());
        try {
            child = descriptors.spawn(new ChildCommand(command, folder()));
        } catch (IOException e) {
            fail(e.getMessage());
            over.complete(null);
            return;
        }
        PeerDialect dialect = process().dialect().map(PeerDialect::new).orElseGet(PeerDialect::new);
        seat = new ProcessSeat(exchange, this, child.pipe().in(), child.pipe().out(), dialect, timer);
        child.exit().whenComplete(this::exited);
        seat.start();
        later(Limits.INIT_TIMEOUT, this::missInit);
    }

    private Path folder() throws IOException {
        Path folder = localFolder.resolve(name()).resolve("v" + version);
        return Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    }

    private void later(Duration delay, Runnable action) {
        try {
            timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the node closes, and with it {0}", name());
        }
    }

    private void missInit() {
        if (status().state() == AppState.WAITING) {
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
    public void admitted(String appVersion, int bound) {
        lock.lock();
        try {
            state = AppState.RUNNING;
            reason = "pid " + child.pid();
            version = appVersion;
            port = OptionalInt.of(bound);
        } finally {
            lock.unlock();
        }
        LOG.log(
                Level.INFO,
                "app {0} {1} running on port {2}, pid {3}",
                name(),
                appVersion,
                text(bound),
                text(child.pid()));
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    @Override
    public void refused(String why) {
        fail(why);
        later(GRACE, this::terminate);
        later(GRACE.multipliedBy(2), this::kill);
    }

    private void fail(String why) {
        lock.lock();
        try {
            if (fault != null) {
                return;
            }
            fault = why;
            state = AppState.FAILED;
            reason = why;
        } finally {
            lock.unlock();
        }
        LOG.log(Level.WARNING, "app {0} failed: {1}", name(), why);
    }

    @Override
    public void ended(IOException cause) {
        if (cause != null) {
            fail(cause.getMessage());
        }
        later(GRACE, this::terminate);
        later(GRACE.multipliedBy(2), this::kill);
    }

    private void exited(ExitStatus exit, Throwable lost) {
        seat.close();
        boolean expected;
        lock.lock();
        try {
            port = OptionalInt.empty();
            expected = stopping || exit != null && exit.isSuccess();
            if (expected && fault == null) {
                state = AppState.STOPPED;
                reason = stopping ? "" : "ended by itself";
            }
        } finally {
            lock.unlock();
        }
        if (!expected) {
            fail(exit == null ? lost.getMessage() : exit.toString());
        } else {
            LOG.log(Level.INFO, "app {0} stopped", name());
        }
        over.complete(null);
    }

    private void terminate() {
        if (child != null) {
            child.terminate();
        }
    }

    private void kill() {
        if (child != null) {
            child.kill();
        }
    }

    /** Asks the process to end. */
    void askToEnd() {
        lock.lock();
        try {
            stopping = true;
        } finally {
            lock.unlock();
        }
        terminate();
    }

    /** Waits for the process to end, for as long as it may take by itself since {@code asked}; then ends it. */
    void finish(long asked) {
        if (child == null) {
            return;
        }
        if (!isOver(GRACE.minusNanos(System.nanoTime() - asked))) {
            kill();
            isOver(GRACE);
        }
        seat.close();
    }

    private boolean isOver(Duration wait) {
        try {
            over.get(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    AppStatus status() {
        lock.lock();
        try {
            return new AppStatus(name(), version, "process", "embedded", state, port, reason);
        } finally {
            lock.unlock();
        }
    }
}
