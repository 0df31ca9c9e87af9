package net.skywire.node.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives Config Admin what stands in the files of {@code conf/}, at the start and whenever a file changes. A file that
 * cannot be read changes nothing. What Config Admin has from elsewhere is left alone.
 */
@Component(
        service = {},
        immediate = true)
public final class ConfFolder {

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final long QUIET_MILLIS = 100;
    private static final long JOIN_MILLIS = 5000;

    private final ConfigurationAdmin admin;
    private final Path folder;
    private final WatchService watch;
    private final Thread watcher;
    private Set<String> given = new HashSet<>();

    @Activate
    public ConfFolder(BundleContext context, @Reference ConfigurationAdmin admin) throws IOException {
        this.admin = admin;
        String home = context.getProperty("skywire.home");
        if (home == null) {
            LOG.log(Level.INFO, "framework property skywire.home is not set: no configuration from files");
            folder = null;
            watch = null;
            watcher = null;
            return;
        }
        folder = Files.createDirectories(Path.of(home, "conf"));
        watch = folder.getFileSystem().newWatchService();
        folder.register(
                watch,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        apply();
        watcher = new Thread(this::watch, "skywire-conf");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch() {
        try {
            while (true) {
                WatchKey key = watch.take();
                while (key != null) {
                    key.pollEvents();
                    key.reset();
                    key = watch.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
                }
                apply();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.log(Level.DEBUG, "watching {0} ends", folder);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "watching {0} ends: {1}", folder, e.getMessage());
        }
    }

    private void apply() throws IOException {
        Set<String> present = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ConfFile::isOne)) {
            for (Path file : files) {
                present.add(ConfFile.pid(file));
                give(file);
            }
        }
        for (String pid : given) {
            if (!present.contains(pid)) {
                configuration(pid).delete();
                LOG.log(Level.INFO, "configuration {0} removed with its file", pid);
            }
        }
        given = present;
    }

    private void give(Path file) {
        try {
            configuration(ConfFile.pid(file)).updateIfDifferent(ConfFile.read(file));
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.ERROR, "{0}; what was configured before stays", e.getMessage());
        }
    }

    private Configuration configuration(String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }

    @Deactivate
    void close() throws IOException, InterruptedException {
        if (watcher != null) {
            watch.close();
            watcher.join(JOIN_MILLIS);
        }
    }
}
