package net.skywire.host.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import net.skywire.app.HealthCheck;
import net.skywire.host.Succession;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Has the apps of one bundle follow another's, and asks them how they are. */
@Component
public final class AppSuccession implements Succession {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final BundleContext context;
    private final HostThread thread;
    private final HostedApps apps;
    private final HealthChecks checks = new HealthChecks();
    private final SynchronousBundleListener listener = this::changed;

    @Activate
    public AppSuccession(BundleContext context, @Reference Hosting hosting) {
        this.context = context;
        this.thread = hosting.thread();
        this.apps = hosting.apps();
        context.addBundleListener(listener);
    }

    private void changed(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPED || event.getType() == BundleEvent.UNINSTALLED) {
            apps.forget(event.getBundle());
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCheck(HealthCheck check, ServiceReference<HealthCheck> reference) {
        checks.add(check, reference);
    }

    void removeCheck(HealthCheck check, ServiceReference<HealthCheck> reference) {
        checks.remove(reference);
    }

    @Override
    public void stage(Bundle next, Optional<Bundle> present) {
        apps.stage(next, present);
    }

    @Override
    public void probe(Bundle next, Duration longest) throws IOException, InterruptedException {
        requireStaged(next);
        check(next, longest);
    }

    private void requireStaged(Bundle next) throws IOException {
        if (!apps.isStaged(next)) {
            throw new IOException("bundle " + next + " is not staged any more");
        }
    }

    @Override
    public void check(Bundle bundle, Duration longest) throws IOException, InterruptedException {
        long end = System.nanoTime() + nanos(longest);
        for (HostedApp app : ready(bundle)) {
            try {
                checks.run(app, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (IOException e) {
                ready(bundle);
                throw e;
            }
        }
        ready(bundle);
    }

    /** The bundle's apps. What has come or gone before is seen by then. */
    private List<HostedApp> ready(Bundle bundle) throws IOException, InterruptedException {
        return ask(() -> requireReady(apps.of(bundle)));
    }

    private static List<HostedApp> requireReady(List<HostedApp> all) throws IOException {
        for (HostedApp app : all) {
            Optional<String> reason = app.standing().fault();
            if (reason.isPresent()) {
                throw new IOException(app.label() + ": " + reason.get());
            }
        }
        return all;
    }

    private <T> T ask(java.util.concurrent.Callable<T> question) throws IOException, InterruptedException {
        try {
            return thread.ask(question);
        } catch (RejectedExecutionException e) {
            throw new IOException("no app is run here any more");
        }
    }

    @Override
    public void handOver(Bundle next) throws IOException {
        try {
            ask(() -> {
                requireStaged(next);
                List<HostedApp> all = requireReady(apps.of(next));
                apps.endStaging(next);
                all.forEach(HostedApp::handOver);
                return null;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while apps are handed over");
        }
    }

    @Override
    public boolean drain(Bundle bundle, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + nanos(longest);
        for (HostedApp app : apps.of(bundle)) {
            Optional<Seated> seat = app.standing().seated();
            if (seat.isPresent() && !seat.get().awaitNoLoops(Duration.ofNanos(end - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }

    private static long nanos(Duration longest) {
        return (longest.compareTo(LONGEST) > 0 ? LONGEST : longest).toNanos();
    }

    @Override
    public void onFailure(Bundle bundle, Consumer<String> listener) {
        apps.onFailure(bundle, listener);
    }

    @Deactivate
    void close() {
        context.removeBundleListener(listener);
    }
}
