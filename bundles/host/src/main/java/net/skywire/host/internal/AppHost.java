package net.skywire.host.internal;

import java.io.IOException;
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
import net.skywire.host.AppControl;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import net.skywire.host.NodeChoice;
import net.skywire.host.NodeSetting;
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
@Component(
        service = {AppStatusSource.class, AppControl.class},
        immediate = true)
public final class AppHost implements AppStatusSource, AppControl {

    private static final Logger LOG = System.getLogger("net.skywire.host");
    private static final long LONGEST_REMOVAL_SECONDS = 10;

    private final BundleContext context;
    private final Map<AppId, HostedApp> apps = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
    private volatile Thread hostThread;
    private final Nodes nodes;
    private final AppLines lines = new AppLines(new LogOwners(apps.keySet())::of);
    private final BundleControl control = new BundleControl(apps, thread, lines);

    @Activate
    public AppHost(BundleContext context) {
        this.context = context;
        this.nodes = new Nodes(
                Optional.ofNullable(context.getProperty("skywire.attach.app")).map(app -> app.split("@")[0]));
        thread.prestartCoreThread();
        java.util.logging.Logger.getLogger("").addHandler(lines);
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
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "setSetting")
    void setSetting(NodeSetting setting) {
        choose(() -> nodes.setSetting(setting));
    }

    /** What it has said goes on until there is another. */
    void unsetSetting(NodeSetting setting) {}

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "setChoice")
    void setChoice(NodeChoice choice) {
        choose(() -> nodes.setChoice(choice));
    }

    /** What it has said of apps that run goes on until there is another. */
    void unsetChoice(NodeChoice choice) {}

    private void choose(Runnable change) {
        later(() -> {
            change.run();
            apps.values().forEach(HostedApp::reseat);
        });
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addNode(NodeConnector connector, Map<String, Object> properties) {
        later(() -> {
            nodes.put(where(properties), connector);
            apps.values().forEach(app -> app.join(where(properties), connector));
        });
    }

    /** The node's configuration has changed, or it has a seat more: who had none may be let in now. */
    void updatedNode(NodeConnector connector) {
        later(() -> apps.values().forEach(HostedApp::seat));
    }

    void removeNode(NodeConnector connector, Map<String, Object> properties) {
        await(() -> {
            nodes.remove(where(properties), connector);
            apps.values().forEach(app -> app.leave(connector));
        });
    }

    private static String where(Map<String, Object> properties) {
        return properties.get(NodeConnector.NODE) instanceof String where ? where : Nodes.EMBEDDED;
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
        later(() -> apps.computeIfAbsent(part.wish().id(), id -> new HostedApp(id, context, nodes, this::later))
                .add(part));
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

    @Override
    public boolean controls(String app) {
        return control.controls(app);
    }

    @Override
    public void start(String app) throws IOException {
        control.start(app);
    }

    @Override
    public void stop(String app) throws IOException {
        control.stop(app);
    }

    @Override
    public void restart(String app) throws IOException {
        control.restart(app);
    }

    @Override
    public List<String> log(String app, int count) {
        return control.log(app, count);
    }

    @Override
    public void follow(String app, int count, Lines to) throws IOException, InterruptedException {
        control.follow(app, count, to);
    }

    @Deactivate
    void close() {
        java.util.logging.Logger.getLogger("").removeHandler(lines);
        await(() -> apps.values().forEach(HostedApp::unseat));
        thread.shutdownNow();
    }
}
