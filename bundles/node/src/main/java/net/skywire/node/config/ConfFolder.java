package net.skywire.node.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
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
    private final ConfigurationAdmin admin;
    private final Path folder;
    private final FolderWatch watch;
    private Set<String> given = new HashSet<>();

    @Activate
    public ConfFolder(BundleContext context, @Reference ConfigurationAdmin admin) throws IOException {
        this.admin = admin;
        String home = context.getProperty("skywire.home");
        if (home == null) {
            LOG.log(Level.INFO, "framework property skywire.home is not set: no configuration from files");
            folder = null;
            watch = null;
            return;
        }
        folder = Files.createDirectories(Path.of(home, "conf"));
        watch = new FolderWatch(folder, ConfFile::isOne, "skywire-conf", this::applyOrSay);
        apply();
        watch.start();
    }

    private void applyOrSay() {
        try {
            apply();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "configuration in {0}: {1}", folder, e.getMessage());
        }
    }

    private void apply() throws IOException {
        Set<String> present = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ConfFile::isOne)) {
            for (Path file : files) {
                String pid = ConfFile.pid(file);
                if (Settings.isPid(pid)) {
                    LOG.log(
                            Level.ERROR,
                            "{0} is not read: its settings belong into {1}; docs/operate/configuration.md"
                                    + " says how",
                            file,
                            ConfigLocation.FILE_NAME);
                } else if (present.add(pid)) {
                    give(file);
                }
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
    void close() throws IOException {
        if (watch != null) {
            watch.close();
        }
    }
}
