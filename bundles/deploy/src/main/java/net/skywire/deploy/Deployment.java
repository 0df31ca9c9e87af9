package net.skywire.deploy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Hot deployment from the folder {@code apps/} of the product. */
@Component(
        service = {},
        immediate = true)
public final class Deployment {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");

    private final AppsFolder folder;

    @Activate
    public Deployment(BundleContext context) throws IOException {
        String home = context.getProperty("skywire.home");
        if (home == null) {
            LOG.log(Level.INFO, "framework property skywire.home is not set: no folder of apps is watched");
            folder = null;
            return;
        }
        Deployer deployer = new Deployer(context, context.getDataFile("copies").toPath());
        folder = new AppsFolder(Path.of(home, "apps"), deployer);
        folder.start();
    }

    @Deactivate
    void close() throws IOException {
        if (folder != null) {
            folder.close();
        }
    }
}
