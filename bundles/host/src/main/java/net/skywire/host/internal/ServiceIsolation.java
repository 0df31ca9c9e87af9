package net.skywire.host.internal;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Hides the services of an app from all other apps that do not ask for them, and a staged app from all but its own bundle.
 * The bundles of the product see all. Any thread may call.
 */
@Component(immediate = true)
public final class ServiceIsolation implements FindHook, EventListenerHook {

    /** Begins the location of a bundle that is an app. */
    private static final String APP_LOCATION = "skywire-app:";

    private final BundleContext context;
    private final long hostId;
    private final Map<Bundle, ServiceNames> askedFor = new ConcurrentHashMap<>();
    private final SynchronousBundleListener listener = this::changed;

    @Activate
    public ServiceIsolation(BundleContext context) {
        this.context = context;
        this.hostId = context.getBundle().getBundleId();
        context.addBundleListener(listener);
    }

    /** What a bundle asks for is read again when it starts. */
    private void changed(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPED || event.getType() == BundleEvent.UNINSTALLED) {
            askedFor.remove(event.getBundle());
        }
    }

    @Override
    public void find(
            BundleContext asking,
            String name,
            String filter,
            boolean allServices,
            Collection<ServiceReference<?>> references) {
        Bundle bundle = asking.getBundle();
        if (isApp(bundle)) {
            references.removeIf(reference -> !sees(bundle, reference));
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        ServiceReference<?> reference = event.getServiceReference();
        listeners.keySet().removeIf(asking -> isApp(bundleOf(asking)) && !sees(bundleOf(asking), reference));
    }

    /** Null if it has stopped meanwhile. */
    private static Bundle bundleOf(BundleContext asking) {
        try {
            return asking.getBundle();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    private static boolean isApp(Bundle bundle) {
        return bundle != null && bundle.getLocation().startsWith(APP_LOCATION);
    }

    private boolean sees(Bundle app, ServiceReference<?> reference) {
        Bundle publisher = reference.getBundle();
        if (publisher == null) {
            return true;
        }
        boolean fromHost = publisher.getBundleId() == hostId;
        if (fromHost && reference.getProperty(AppService.BUNDLE) instanceof Long owner) {
            boolean staged = Boolean.TRUE.equals(reference.getProperty(AppService.STAGED));
            return owner == app.getBundleId() || !staged && asksFor(app, reference);
        }
        return !isApp(publisher) || publisher.equals(app) || asksFor(app, reference);
    }

    private boolean asksFor(Bundle app, ServiceReference<?> reference) {
        ServiceNames names = askedFor.computeIfAbsent(app, ServiceIsolation::read);
        return names.hasAnyOf((String[]) reference.getProperty(Constants.OBJECTCLASS));
    }

    /** Whose header makes no sense asks for nothing; its app fails, and says so. */
    private static ServiceNames read(Bundle app) {
        try {
            return ServiceNames.parse(app.getHeaders("").get(ServiceNames.HEADER));
        } catch (IllegalArgumentException e) {
            return ServiceNames.NONE;
        }
    }

    @Deactivate
    void close() {
        context.removeBundleListener(listener);
    }
}
