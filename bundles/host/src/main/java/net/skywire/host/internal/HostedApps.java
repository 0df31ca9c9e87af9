package net.skywire.host.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import net.skywire.host.AppStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The apps that there are, and which bundles are staged. Apps are changed on the host's thread alone. */
final class HostedApps {

    private static final Logger LOG = System.getLogger("net.skywire.host");

    private final BundleContext context;
    private final Nodes nodes;
    private final HostThread thread;
    private final Map<AppId, HostedApp> apps = new ConcurrentHashMap<>();
    private final Map<Bundle, Optional<Bundle>> staged = new ConcurrentHashMap<>();
    private final Map<Bundle, Consumer<String>> listeners = new ConcurrentHashMap<>();

    HostedApps(BundleContext context, Nodes nodes, HostThread thread) {
        this.context = context;
        this.nodes = nodes;
        this.thread = thread;
    }

    void add(Part part) {
        apps.computeIfAbsent(part.wish().id(), this::make).add(part);
    }

    private HostedApp make(AppId id) {
        Optional<Bundle> present = staged.get(id.bundle());
        AppStanding standing = present == null
                ? new AppStanding(Optional.empty(), false, apps)
                : new AppStanding(present.map(bundle -> new AppId(bundle, id.name())), true, apps);
        return new HostedApp(id, context, nodes, thread, this::failed, standing);
    }

    private void failed(AppId id, String reason) {
        Consumer<String> listener = listeners.get(id.bundle());
        if (listener != null) {
            listener.accept("app " + id.name() + ": " + reason);
        }
    }

    /** Ends an app of which nothing is left. */
    void remove(Class<? extends Part> kind, ServiceReference<?> reference) {
        apps.forEach((id, app) -> {
            app.remove(kind, reference);
            if (app.isGone() && apps.remove(id, app)) {
                LOG.log(Level.INFO, "{0} removed", app.label());
                apps.values().forEach(other -> other.isAlone(id));
            }
        });
    }

    void forEach(Consumer<HostedApp> action) {
        apps.values().forEach(action);
    }

    /** Of all apps, now and later. May be used by any thread. */
    Set<AppId> ids() {
        return apps.keySet();
    }

    /** Those of a name that an operator sees. May be called from any thread. */
    List<HostedApp> named(String name) {
        return apps.values().stream()
                .filter(app ->
                        app.id().name().equals(name) && app.standing().shown().isPresent())
                .toList();
    }

    List<HostedApp> of(Bundle bundle) {
        return apps.values().stream()
                .filter(app -> app.id().bundle().equals(bundle))
                .toList();
    }

    /** As an operator sees them. */
    List<AppStatus> shown() {
        return apps.values().stream()
                .flatMap(app -> app.standing().shown().stream())
                .toList();
    }

    /** What comes of {@code next} is not to be reached yet. */
    void stage(Bundle next, Optional<Bundle> present) {
        staged.put(next, present);
    }

    boolean isStaged(Bundle bundle) {
        return staged.containsKey(bundle);
    }

    void endStaging(Bundle bundle) {
        staged.remove(bundle);
    }

    void onFailure(Bundle bundle, Consumer<String> listener) {
        listeners.put(bundle, listener);
    }

    /** The bundle has stopped. */
    void forget(Bundle bundle) {
        staged.remove(bundle);
        listeners.remove(bundle);
    }
}
