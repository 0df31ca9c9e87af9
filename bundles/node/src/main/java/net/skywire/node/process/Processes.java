package net.skywire.node.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import net.skywire.host.AppControl;
import net.skywire.host.AppFigures.Figures;
import net.skywire.host.AppStatus;
import net.skywire.node.config.AppSettings;
import net.skywire.node.exchange.Exchange;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.frame.SendCodecs;

/**
 * The app processes of the node: started when the configuration names them and there is a provider of descriptors,
 * stopped when it no longer does. The map of them is changed by the launcher's thread only; any thread may call.
 */
public final class Processes {

    private static final Logger LOG = System.getLogger("net.skywire.node");

    /** Providers come one by one when the container starts; this is how long the first waits for better ones. */
    private static final Duration SETTLING = Duration.ofMillis(100);

    /** What a process takes to be gone when the node stops, beside twice its grace. */
    private static final Duration PARTING = Duration.ofSeconds(2);

    /** An app's grace, when the node stops, is no shorter if its own is not. */
    private static final Duration LEAST_GRACE = Duration.ofMillis(100);

    /** How long an operator waits for what he has asked for. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    private final Path dataFolder;
    private final StaleProcesses stale;
    private final ProcessLauncher launcher;
    private final Map<String, SupervisedProcess> all = new ConcurrentSkipListMap<>();
    private final Set<String> leaving = new HashSet<>();
    private Map<String, AppSettings> wanted = Map.of();
    private boolean begun;

    /**
     * @param runner by which processes are started
     * @param codecs of which each process gets one
     * @param dataFolder for the apps' logs, and for what is written down of processes
     */
    public Processes(Exchange exchange, ProcessRunner runner, SendCodecs codecs, Path dataFolder) {
        this(exchange, runner, codecs, dataFolder, InstantSource.system(), null);
    }

    /** @param pause before a process is started again; null to let the time pass */
    Processes(
            Exchange exchange,
            ProcessRunner runner,
            SendCodecs codecs,
            Path dataFolder,
            InstantSource clock,
            Pause pause) {
        this.dataFolder = dataFolder;
        stale = new StaleProcesses(dataFolder.resolve("processes"));
        launcher = new ProcessLauncher(exchange, runner, codecs, stale, clock, pause);
    }

    public void addProvider(LibC provider) {
        launcher.providers().add(provider);
        launcher.later(this::settle, SETTLING);
    }

    public void removeProvider(LibC provider) {
        launcher.providers().remove(provider);
    }

    boolean isReady() {
        return launcher.isReady();
    }

    /** Does {@code work} on the launcher's thread. */
    void execute(Runnable work) {
        launcher.execute(work);
    }

    private void settle() {
        if (!launcher.isReady()) {
            launcher.becomeReady();
            all.values().forEach(SupervisedProcess::launcherReady);
        }
    }

    /** Starts and stops what the new configuration says. Does not wait for it. */
    public void configure(ProcessConfig next) {
        launcher.execute(() -> {
            launcher.configure(next);
            wanted = next.apps();
            adjust();
        });
    }

    private void adjust() {
        if (!begun) {
            begun = true;
            stale.endAll();
        }
        all.forEach((name, process) -> {
            if (!wanted.containsKey(name)) {
                remove(name, process);
            }
        });
        wanted.forEach((name, app) -> {
            SupervisedProcess process = all.get(name);
            if (process == null) {
                add(app);
            } else if (!leaving.contains(name)) {
                process.configure(app);
            }
        });
    }

    private void add(AppSettings app) {
        AppLog log = new AppLog(dataFolder.resolve("log").resolve("apps").resolve(app.name() + ".log"));
        SupervisedProcess process =
                new SupervisedProcess(app, launcher, log, new Backoff(RandomGenerator.getDefault()));
        all.put(app.name(), process);
        process.startIfWanted();
    }

    /** If it is wanted again by the time that it is gone, it comes back. */
    private void remove(String name, SupervisedProcess process) {
        if (leaving.add(name)) {
            process.stop().thenRun(() -> {
                leaving.remove(name);
                all.remove(name, process);
                adjust();
            });
        }
    }

    public List<AppStatus> apps() {
        return all.values().stream().map(SupervisedProcess::status).toList();
    }

    /** Of those that run, by app. */
    public Map<String, Figures> figures() {
        Map<String, Figures> figures = new HashMap<>();
        all.forEach((name, process) -> process.figures().ifPresent(now -> figures.put(name, now)));
        return figures;
    }

    public boolean has(String app) {
        return all.containsKey(app);
    }

    /**
     * Starts an app that does not run.
     *
     * @throws IOException if it runs already or cannot be started; the message says why
     */
    public void start(String app) throws IOException {
        await(app, "start", process -> {
            process.start();
            return CompletableFuture.completedFuture(null);
        });
    }

    /**
     * Stops an app, if it runs, and comes back when it is gone; it stays so until {@link #start} or {@link #restart}.
     *
     * @throws IOException if it takes long to end
     */
    public void stop(String app) throws IOException {
        await(app, "stop", SupervisedProcess::stop);
    }

    /**
     * Stops an app, if it runs, and starts it.
     *
     * @throws IOException if it takes long to end
     */
    public void restart(String app) throws IOException {
        await(app, "restart", SupervisedProcess::restart);
    }

    /**
     * The last lines of what an app has written, up to {@link AppControl#MAX_LINES}.
     *
     * @throws IOException if they cannot be read
     */
    public List<String> log(String app, int lines) throws IOException {
        return process(app).log().tail(Math.min(lines, AppControl.MAX_LINES));
    }

    /**
     * As {@link #log}, and then each line that it writes, until this thread is interrupted.
     *
     * @throws IOException if they cannot be read, or {@code to} throws it
     */
    public void follow(String app, int lines, AppControl.Lines to) throws IOException, InterruptedException {
        process(app).log().follow(Math.min(lines, AppControl.MAX_LINES), to);
    }

    private SupervisedProcess process(String app) throws IOException {
        SupervisedProcess process = all.get(app);
        if (process == null) {
            throw new IOException("no app " + app + " runs as a process here");
        }
        return process;
    }

    private interface Request {
        CompletableFuture<Void> to(SupervisedProcess process) throws IOException;
    }

    private void await(String app, String what, Request request) throws IOException {
        SupervisedProcess process = process(app);
        CompletableFuture<Void> done = new CompletableFuture<>();
        launcher.execute(() -> {
            try {
                request.to(process).thenRun(() -> done.complete(null));
            } catch (IOException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            done.get(LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(
                    what + " " + app + ": still at it after " + LONGEST_REQUEST.toSeconds()
                            + " s; status tells when it is done",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(what + " " + app);
        }
    }

    /**
     * Stops all processes at once and waits until they are gone.
     *
     * @param longest that takes, at the expense of their grace; some two seconds if it is less than that
     */
    public void close(Duration longest) {
        if (launcher.isClosed()) {
            return;
        }
        Duration share = longest.minus(PARTING).dividedBy(2);
        Duration grace = share.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : share;
        CompletableFuture<Void> gone = new CompletableFuture<>();
        launcher.execute(() -> {
            wanted = Map.of();
            CompletableFuture.allOf(all.values().stream()
                            .map(process -> process.stop(grace))
                            .toArray(CompletableFuture<?>[]::new))
                    .thenRun(() -> gone.complete(null));
        });
        try {
            gone.get(grace.multipliedBy(2).plus(PARTING).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(Level.WARNING, "not all app processes have ended in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            launcher.close();
        }
    }
}
