package net.skywire.host.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import net.skywire.app.spi.NodeConnector;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Finds apps by their services and seats each at the node. Whatever changes, changes on the host's one thread. */
@Component(service = AppStatusSource.class, immediate = true)
public final class AppHost implements AppStatusSource {

    private static final Logger LOG = System.getLogger("net.skywire.host");
    private static final long LONGEST_REMOVAL_SECONDS = 10;

    private final BundleContext context;
    private final Map<AppId, HostedApp> apps = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread host = new Thread(null, work, "skywire-host", 0, false);
        host.setDaemon(true);
        return host;
    });
    private Optional<NodeConnector> node = Optional.empty();

    @Activate
    public AppHost(BundleContext context) {
        this.context = context;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setNode(NodeConnector connector) {
        thread.execute(() -> {
            node.ifPresent(old -> apps.values().forEach(HostedApp::unseat));
            node = Optional.of(connector);
            apps.values().forEach(app -> app.seat(connector));
        });
    }

    /** The node's configuration has changed: who was refused may be let in now. */
    void updatedNode(NodeConnector connector) {
        thread.execute(() -> apps.values().forEach(app -> app.seat(connector)));
    }

    void unsetNode(NodeConnector connector) {
        await(() -> {
            if (node.filter(connector::equals).isPresent()) {
                node = Optional.empty();
                apps.values().forEach(HostedApp::unseat);
            }
        });
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addMain(AppMain main, ServiceReference<AppMain> reference) {
        add(new Part.Main(main), reference);
    }

    void removeMain(AppMain main, ServiceReference<AppMain> reference) {
        remove(new Part.Main(main), reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addHandler(LoopHandler handler, ServiceReference<LoopHandler> reference) {
        add(new Part.Handler(handler), reference);
    }

    void removeHandler(LoopHandler handler, ServiceReference<LoopHandler> reference) {
        remove(new Part.Handler(handler), reference);
    }

    private void add(Part part, ServiceReference<?> reference) {
        AppId id = AppId.of(reference);
        thread.execute(() -> apps.computeIfAbsent(id, fresh -> new HostedApp(fresh, context, this::later))
                .add(part, reference, node));
    }

    /** Comes back when nothing of the app runs any more, so that its bundle can go. */
    private void remove(Part part, ServiceReference<?> reference) {
        AppId id = AppId.of(reference);
        await(() -> {
            HostedApp app = apps.get(id);
            if (app != null && !app.remove(part)) {
                apps.remove(id);
                LOG.log(Level.INFO, "app {0} removed", id.name());
            }
        });
    }

    private void later(Runnable change) {
        try {
            thread.execute(change);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the host is closed already");
        }
    }

    private void await(Runnable change) {
        try {
            thread.submit(change).get(LONGEST_REMOVAL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.log(Level.WARNING, "an app does not end; going on without it");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public List<AppStatus> apps() {
        return apps.values().stream().map(HostedApp::status).toList();
    }

    @Deactivate
    void close() {
        await(() -> apps.values().forEach(HostedApp::unseat));
        thread.shutdownNow();
    }
}
