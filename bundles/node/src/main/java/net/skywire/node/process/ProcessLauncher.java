package net.skywire.node.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.skywire.node.config.AppSettings;
import net.skywire.node.exchange.Exchange;
import net.skywire.pipe.descriptor.AppChild;
import net.skywire.pipe.descriptor.DescriptorProviders;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.frame.SendCodec;
import net.skywire.pipe.frame.SendCodecs;

/**
 * Starts processes, all on one thread that lives as long as any of them: the system ends a process with the thread
 * that has started it.
 */
final class ProcessLauncher implements Executor {

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final Exchange exchange;
    private final ProcessRunner runner;
    private final StaleProcesses stale;
    private final ProcessGuard guard = new ProcessGuard();
    private final InstantSource clock;
    private final Pause pause;
    private final List<LibC> providers = new CopyOnWriteArrayList<>();
    private final SendCodecs codecs;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(null, work, "skywire-node-processes", 0, false);
        made.setDaemon(true);
        return made;
    });
    private volatile ProcessConfig config;
    private volatile boolean ready;
    private Choice choice;
    private Descriptors descriptors;

    /** What a provider of descriptors was chosen from. */
    private record Choice(List<LibC> among, String wanted) {}

    /** @param pause before a process is started again; null to let the time pass */
    ProcessLauncher(
            Exchange exchange,
            ProcessRunner runner,
            SendCodecs codecs,
            StaleProcesses stale,
            InstantSource clock,
            Pause pause) {
        this.exchange = exchange;
        this.runner = runner;
        this.codecs = codecs;
        this.stale = stale;
        this.clock = clock;
        this.pause = pause == null
                ? (action, length) -> thread.schedule(action, length.toMillis(), TimeUnit.MILLISECONDS)
                : pause;
        thread.setRemoveOnCancelPolicy(true);
    }

    List<LibC> providers() {
        return providers;
    }

    /** From now on; a process that runs is not affected. */
    void configure(ProcessConfig next) {
        config = next;
    }

    /** The providers that are there have settled. */
    void becomeReady() {
        ready = true;
    }

    boolean isReady() {
        return ready;
    }

    Instant now() {
        return clock.instant();
    }

    Pause pause() {
        return pause;
    }

    /** Does nothing when closed. */
    @Override
    public void execute(Runnable work) {
        later(work, Duration.ZERO);
    }

    void later(Runnable work, Duration delay) {
        try {
            thread.schedule(() -> told(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the node is closed already");
        }
    }

    /** A fault of ours would be kept by the future that nobody asks. */
    private static void told(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "looking after app processes", e);
            throw e;
        }
    }

    /**
     * Starts an app's process; its life begins when it is started in turn.
     *
     * @throws IOException if it cannot be started; the message says why
     */
    ProcessLife launch(AppSettings app, AppLog log) throws IOException {
        String mark = UUID.randomUUID().toString();
        SendCodec codec = codecs.choose(config.codec());
        AppChild child = descriptors().spawn(new Launch(config, runner).of(app, mark));
        guard.watch(child.pid(), descriptors);
        try {
            stale.remember(app.name(), child.pid(), mark);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "app {0}, pid {1}, could not be written down, and if it outlives the node it is not ended: {2}",
                    app.name(),
                    Integer.toString(child.pid()),
                    e.getMessage());
        }
        log.note("started, pid " + child.pid());
        return new ProcessLife(app, exchange, thread, child, codec, log);
    }

    private Descriptors descriptors() throws IOException {
        Choice fresh = new Choice(List.copyOf(providers), config.descriptors());
        if (!fresh.equals(choice)) {
            descriptors = DescriptorProviders.choose(fresh.among, fresh.wanted);
            choice = fresh;
        }
        return descriptors;
    }

    /** The app's process has ended. */
    void landed(String app, int pid) {
        guard.release(pid);
        try {
            stale.forget(app);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "app {0} is gone, but still written down: {1}", app, e.getMessage());
        }
    }

    boolean isClosed() {
        return thread.isShutdown();
    }

    /** Processes that still run are ended. */
    void close() {
        Future<?> closed = thread.submit(guard::close);
        try {
            closed.get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
            thread.shutdownNow();
            thread.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "ending the guard of app processes: {0}", e.toString());
        } finally {
            thread.shutdownNow();
        }
    }
}
