package net.skywire.deploy.transaction;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import net.skywire.host.AppConfiguration;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What is configured for the apps of a bundle. */
final class Configurations {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");
    private static final String NAME = "skywire.app.name";

    private final CopyOnWriteArrayList<AppConfiguration> keepers;

    /** @param keepers may change; none or one as a rule */
    Configurations(CopyOnWriteArrayList<AppConfiguration> keepers) {
        this.keepers = keepers;
    }

    /** By app. A service without the name of an app belongs to one that is named after the bundle. */
    Map<String, String> of(Bundle bundle) {
        Map<String, String> found = new TreeMap<>();
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        for (ServiceReference<?> each : services == null ? new ServiceReference<?>[0] : services) {
            String app =
                    each.getProperty(NAME) instanceof String name && !name.isEmpty() ? name : bundle.getSymbolicName();
            keepers.forEach(keeper -> keeper.of(app).ifPresent(text -> found.put(app, text)));
        }
        return found;
    }

    /** As far as it can. */
    void restore(Map<String, String> configuration) {
        configuration.forEach((app, text) -> keepers.forEach(keeper -> {
            try {
                if (keeper.restore(app, text)) {
                    LOG.log(Level.WARNING, "app {0} is configured again as its earlier version was", app);
                }
            } catch (IOException e) {
                LOG.log(Level.WARNING, "app {0} stays configured as it is: {1}", app, e.getMessage());
            }
        }));
    }
}
