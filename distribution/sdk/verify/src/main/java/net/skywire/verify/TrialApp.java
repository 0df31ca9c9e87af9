package net.skywire.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.skywire.app.AppMain;
import net.skywire.app.HealthCheck;
import net.skywire.app.LoopHandler;
import net.skywire.app.SkywireApp;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * One app of a bundle, by the services that are its parts.
 *
 * @param handled whether it has a {@code LoopHandler}
 * @param checks its health checks
 */
record TrialApp(String name, boolean handled, List<ServiceReference<?>> checks) {

    /** By name, those that the services of a bundle make up. */
    static Map<String, TrialApp> of(Bundle bundle, List<ServiceReference<?>> offered) {
        Map<String, TrialApp> apps = new TreeMap<>();
        for (ServiceReference<?> each : offered) {
            if (is(each, AppMain.class) || is(each, LoopHandler.class)) {
                String name = name(each, bundle);
                boolean handled = is(each, LoopHandler.class)
                        || apps.containsKey(name) && apps.get(name).handled();
                apps.put(name, new TrialApp(name, handled, checks(name, bundle, offered)));
            }
        }
        return apps;
    }

    private static List<ServiceReference<?>> checks(String name, Bundle bundle, List<ServiceReference<?>> offered) {
        return offered.stream()
                .filter(each ->
                        is(each, HealthCheck.class) && name(each, bundle).equals(name))
                .toList();
    }

    private static boolean is(ServiceReference<?> reference, Class<?> type) {
        return List.of((String[]) reference.getProperty(Constants.OBJECTCLASS)).contains(type.getName());
    }

    private static String name(ServiceReference<?> reference, Bundle bundle) {
        return reference.getProperty(SkywireApp.PREFIX_ + "name") instanceof String name && !name.isEmpty()
                ? name
                : bundle.getSymbolicName();
    }
}
