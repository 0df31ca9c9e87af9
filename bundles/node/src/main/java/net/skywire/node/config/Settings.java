package net.skywire.node.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import net.skywire.host.AppConfiguration;
import net.skywire.host.AutoStart;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the file, Config Admin and the node's configuration the same: a change of one, if it is right, becomes one of the
 * others; if it is not, it changes nothing.
 */
@Component(
        service = {Settings.class, ConfigurationListener.class, AutoStart.class, AppConfiguration.class},
        immediate = true)
public final class Settings implements ConfigurationListener, AutoStart, AppConfiguration {

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final long CLOSE_SECONDS = 10;

    private final Optional<ConfigLocation> location;
    private final ConfigStore store;
    private final AdminCopy copy;
    private final ReentrantLock changing = new ReentrantLock();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread settings = new Thread(null, work, "skywire-settings", 0, false);
        settings.setDaemon(true);
        return settings;
    });
    private FolderWatch watch;
    private Consumer<NodeConfig> listener = config -> {};

    @Activate
    public Settings(BundleContext context, @Reference ConfigurationAdmin admin) throws IOException {
        this(
                location(context.getProperty("skywire.home"), context.getProperty("skywire.config")),
                context.getDataFile("").toPath(),
                admin);
        start();
    }

    /** @param data where an embedder's node has its folders, if there is no file */
    Settings(Optional<ConfigLocation> location, Path data, ConfigurationAdmin admin) {
        this.location = location;
        Folders folders = location.map(ConfigLocation::folders).orElseGet(() -> Folders.ofProduct(data));
        this.store = new ConfigStore(location.map(ConfigLocation::file), folders);
        this.copy = new AdminCopy(admin);
    }

    private static Optional<ConfigLocation> location(String home, String argument) {
        if (home == null && argument == null) {
            return Optional.empty();
        }
        Path product = home == null ? null : Path.of(home);
        return ConfigLocation.find(product, ConfigLocation.Surroundings.ofThisProcess(argument));
    }

    static boolean isPid(String pid) {
        return pid.equals(AdminCopy.NODE_PID)
                || pid.equals(AdminCopy.APP_PID)
                || pid.startsWith(AdminCopy.APP_PID + '~');
    }

    void start() throws IOException {
        changing.lock();
        try {
            if (location.isPresent()) {
                Path file = location.get().file();
                LOG.log(
                        Level.INFO,
                        "configuration: {0}, {1}",
                        file,
                        location.get().why());
                watch(file);
                load(file);
            }
            look(false);
        } finally {
            changing.unlock();
        }
    }

    private void watch(Path file) throws IOException {
        Path folder = file.getParent();
        if (Files.isDirectory(folder)) {
            watch = new FolderWatch(
                    folder,
                    name -> name.equals(file.getFileName()),
                    "skywire-settings-watch",
                    () -> later(() -> load(file)));
            watch.start();
        }
    }

    /** Whoever listens is told of the configuration there is at once, and then of each other one; one listens at a time. */
    public void listen(Consumer<NodeConfig> fresh) {
        changing.lock();
        try {
            listener = fresh;
            if (store.isLoaded()) {
                listener.accept(store.config());
            }
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void set(String app, boolean on) throws IOException {
        changing.lock();
        try {
            if (!store.isLoaded() || store.config().settings(app).isEmpty()) {
                throw new IOException("there is no app " + app + " on the node's list");
            }
            look(false);
            ObjectNode next = store.document();
            Map<String, Object> flat = FlatForm.ofApp(next, app);
            flat.put("auto_start", on);
            FlatForm.setApp(next, app, flat);
            if (store.change(next)) {
                publish();
            }
        } finally {
            changing.unlock();
        }
    }

    @Override
    public Optional<String> of(String app) {
        changing.lock();
        try {
            return AppEntry.of(store.document(), app);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public boolean restore(String app, String text) throws IOException {
        changing.lock();
        try {
            look(false);
            ObjectNode next = store.document();
            AppEntry.put(next, app, text);
            boolean changed = !AppEntry.of(next, app).equals(AppEntry.of(store.document(), app));
            if (changed && store.change(next)) {
                publish();
            }
            return changed;
        } catch (JacksonException e) {
            throw new IOException("expected what was configured for " + app + ", got another text", e);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        boolean ours = AdminCopy.NODE_PID.equals(event.getPid()) || AdminCopy.APP_PID.equals(event.getFactoryPid());
        if (ours && looking.compareAndSet(false, true)) {
            later(() -> look(false));
        }
    }

    private void later(Runnable change) {
        try {
            thread.execute(() -> {
                changing.lock();
                try {
                    change.run();
                } finally {
                    changing.unlock();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "settings are closed already");
        }
    }

    /** Takes what the file says. */
    private void load(Path file) {
        try {
            List<String> known = store.isLoaded() ? store.reading().warnings() : List.of();
            if (!Files.exists(file)) {
                LOG.log(Level.WARNING, "{0} is not there{1}", file, before());
            } else if (store.load()) {
                say(file, known);
                look(true);
            }
        } catch (RefusedConfigException e) {
            e.reasons().forEach(reason -> LOG.log(Level.ERROR, "{0}: {1}{2}", file, reason, before()));
        } catch (IOException e) {
            LOG.log(Level.ERROR, "{0}{1}", e.getMessage(), before());
        }
    }

    private void say(Path file, List<String> known) {
        store.reading().warnings().stream()
                .filter(warning -> !known.contains(warning))
                .forEach(warning -> LOG.log(Level.WARNING, "{0}: {1}", file, warning));
        store.reading()
                .appFaults()
                .forEach(fault -> LOG.log(Level.ERROR, "{0}: {1}; this app is not let in", file, fault));
    }

    private String before() {
        return store.isLoaded()
                ? "; what was configured before stays"
                : "; there is no node until there is a configuration (bin/skywire-osgi gen-config makes one)";
    }

    /** Takes what others have changed in Config Admin; not into a file that could not be read. */
    private void look(boolean changedElsewhere) {
        looking.set(false);
        if (!store.isLoaded() && location.filter(at -> Files.exists(at.file())).isPresent()) {
            return;
        }
        try {
            boolean changed = copy.takeChanges(store);
            if (changed) {
                String where =
                        location.map(at -> ", and written to " + at.file()).orElse("");
                LOG.log(Level.INFO, "configuration changed through Config Admin{0}", where);
            }
            if (changed || changedElsewhere || copy.isBehind()) {
                copy.give(
                        store.document(),
                        location.map(at -> at.file().toString()).orElse(""));
                listener.accept(store.config());
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "Config Admin cannot be read or written: {0}", e.getMessage());
        }
    }

    private void publish() throws IOException {
        copy.give(store.document(), location.map(at -> at.file().toString()).orElse(""));
        listener.accept(store.config());
    }

    @Deactivate
    void close() throws IOException {
        if (watch != null) {
            watch.close();
        }
        thread.shutdownNow();
        try {
            thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
