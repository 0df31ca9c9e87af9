package net.skywire.node.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.skywire.host.AppStatus;
import net.skywire.node.config.AppSettings;
import net.skywire.node.config.NodeConfig;
import net.skywire.node.exchange.Exchange;
import net.skywire.pipe.descriptor.DescriptorProviders;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.descriptor.LibC;

/**
 * The app processes of the node: started when the configuration names them and there is a provider of descriptors,
 * stopped when it no longer does. The map of them belongs to the timer's one thread.
 */
public final class Processes {

    private static final Logger LOG = System.getLogger("net.skywire.node");

    /** Providers come one by one when the container starts; this is how long the first waits for better ones. */
    private static final Duration SETTLING = Duration.ofMillis(100);

    private final Exchange exchange;
    private final Path localFolder;
    private final List<LibC> providers = new CopyOnWriteArrayList<>();
    private final Map<String, ManagedProcess> running = new TreeMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(null, work, "skywire-node-processes", 0, false);
        thread.setDaemon(true);
        return thread;
    });
    private Choice choice;
    private Descriptors descriptors;
    private volatile NodeConfig config = NodeConfig.NONE;
    private volatile List<ManagedProcess> shown = List.of();

    /** What a provider of descriptors was chosen from. */
    private record Choice(List<LibC> among, String wanted) {}

    /** @param localFolder holds a working directory for each app and version */
    public Processes(Exchange exchange, Path localFolder) {
        this.exchange = exchange;
        this.localFolder = localFolder;
    }

    public void addProvider(LibC provider) {
        providers.add(provider);
        later(SETTLING);
    }

    public void removeProvider(LibC provider) {
        providers.remove(provider);
    }

    /** Starts and stops what the new configuration says. Does not wait for it. */
    public void configure(NodeConfig next) {
        config = next;
        if (!providers.isEmpty()) {
            later(Duration.ZERO);
        }
    }

    private void later(Duration delay) {
        try {
            timer.schedule(this::adjust, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "node is closed already");
        }
    }

    private void adjust() {
        NodeConfig now = config;
        Map<String, AppSettings> wanted = now.processApps();
        List<ManagedProcess> outdated = running.values().stream()
                .filter(process -> !process.settings().equals(wanted.get(process.name())))
                .toList();
        stop(outdated);
        running.values().removeAll(outdated);
        wanted.values().stream().filter(app -> !running.containsKey(app.name())).forEach(app -> start(app, now));
        shown = List.copyOf(running.values());
    }

    private void start(AppSettings app, NodeConfig now) {
        ManagedProcess process = new ManagedProcess(app, exchange, localFolder, timer);
        running.put(process.name(), process);
        try {
            process.start(descriptors(now));
        } catch (IOException e) {
            process.refused(e.getMessage());
        }
    }

    private Descriptors descriptors(NodeConfig now) throws IOException {
        Choice fresh = new Choice(List.copyOf(providers), now.descriptors());
        if (!fresh.equals(choice)) {
            descriptors = DescriptorProviders.choose(fresh.among, fresh.wanted);
            choice = fresh;
        }
        return descriptors;
    }

    public List<AppStatus> apps() {
        return shown.stream().map(ManagedProcess::status).toList();
    }

    /** Stops all processes and waits, within bounds, until they are gone. */
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop(running.values());
    }

    /** All at once: one that takes its time takes it beside the others. */
    private static void stop(Collection<ManagedProcess> processes) {
        long asked = System.nanoTime();
        processes.forEach(ManagedProcess::askToEnd);
        processes.forEach(process -> process.finish(asked));
    }
}
