package net.skywire.host.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
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
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
    private volatile Thread hostThread;
    private Optional<NodeConnector> node = Optional.empty();

    @Activate
    public AppHost(BundleContext context) {
        this.context = context;
        thread.prestartCoreThread();
    }

    /** Made at once, so that it inherits nothing of the bundle whose service comes first. */
    private Thread newThread(Runnable work) {
        Thread host = new Thread(null, work, "skywire-host", 0, false);
        host.setContextClassLoader(AppHost.class.getClassLoader());
        host.setDaemon(true);
        hostThread = host;
        return host;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setNode(NodeConnector connector) {
        later(() -> {
            node.ifPresent(old -> apps.values().forEach(HostedApp::unseat));
            node = Optional.of(connector);
            apps.values().forEach(app -> app.seat(connector));
        });
    }

    /** The node's configuration has changed: who was refused may be let in now. */
    void updatedNode(NodeConnector connector) {
        later(() -> apps.values().forEach(app -> app.seat(connector)));
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
        add(new Part.Main(main, reference, AppWish.of(reference)));
    }

    void removeMain(AppMain main, ServiceReference<AppMain> reference) {
        remove(Part.Main.class, reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addHandler(LoopHandler handler, ServiceReference<LoopHandler> reference) {
        add(new Part.Handler(handler, reference, AppWish.of(reference)));
    }

    void removeHandler(LoopHandler handler, ServiceReference<LoopHandler> reference) {
        remove(Part.Handler.class, reference);
    }

    private void add(Part part) {
        later(() -> apps.computeIfAbsent(part.wish().id(), id -> new HostedApp(id, context, this::later))
                .add(part, node));
    }

    /** Comes back when nothing of the app runs any more, so that its bundle can go. */
    private void remove(Class<? extends Part> kind, ServiceReference<?> reference) {
        await(() -> apps.forEach((id, app) -> {
            app.remove(kind, reference);
            if (app.isGone() && apps.remove(id, app)) {
                LOG.log(Level.INFO, "app {0} removed", id.name());
            }
        }));
    }

    /** Does nothing once the host is closed: nothing runs any more. */
    private void later(Runnable change) {
        try {
            thread.execute(change);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the host is closed already");
        }
    }

    /** As {@link #later}, but waits; what comes back to the host from its own thread is done at once. */
    private void await(Runnable change) {
        if (Thread.currentThread() == hostThread) {
            change.run();
            return;
        }
        FutureTask<Void> task = new FutureTask<>(change, null);
        try {
            thread.execute(task);
            task.get(LONGEST_REMOVAL_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the host is closed already");
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
