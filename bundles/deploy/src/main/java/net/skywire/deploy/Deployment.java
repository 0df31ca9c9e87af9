package net.skywire.deploy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Hot deployment from the folder {@code skywire.apps}, which is {@code apps} in {@code skywire.home} unless set. */
@Component(
        service = {},
        immediate = true)
public final class Deployment {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");

    private final AppsFolder folder;

    @Activate
    public Deployment(BundleContext context) {
        this(context, folder(context).orElse(null));
    }

    /** @param apps the folder to watch; without one, nothing is deployed */
    Deployment(BundleContext context, Path apps) {
        if (apps == null) {
            LOG.log(Level.INFO, "neither skywire.apps nor skywire.home is set: no apps are deployed from a folder");
        }
        folder = apps == null ? null : open(context, apps);
    }

    private static Optional<Path> folder(BundleContext context) {
        return Optional.ofNullable(context.getProperty("skywire.apps"))
                .map(Path::of)
                .or(() ->
                        Optional.ofNullable(context.getProperty("skywire.home")).map(home -> Path.of(home, "apps")));
    }

    /** Without the folder, what is deployed already runs on. */
    private static AppsFolder open(BundleContext context, Path apps) {
        try {
            Path copies = context.getDataFile("copies").toPath();
            AppsFolder folder = new AppsFolder(apps, new Deployer(context, copies));
            folder.start();
            return folder;
        } catch (IOException e) {
            LOG.log(Level.ERROR, "no apps are deployed from {0}: {1}", apps, e);
            return null;
        }
    }

    @Deactivate
    void close() throws IOException {
        if (folder != null) {
            folder.close();
        }
    }
}
