package net.skywire.host.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import net.skywire.app.spi.NodeConnector;
import net.skywire.host.AppControl;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import net.skywire.host.NodeChoice;
import net.skywire.host.NodeSetting;
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

    private final HostThread thread;
    private final Nodes nodes;
    private final HostedApps apps;
    private final AppLines lines;
    private final BundleControl control;

    @Activate
    public AppHost(@Reference Hosting hosting) {
        this.thread = hosting.thread();
        this.nodes = hosting.nodes();
        this.apps = hosting.apps();
        this.lines = new AppLines(new LogOwners(apps.ids())::of);
        this.control = new BundleControl(apps, thread, lines);
        java.util.logging.Logger.getLogger("").addHandler(lines);
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
        thread.execute(() -> {
            change.run();
            apps.forEach(app -> app.seatAgainUnless(
                    seat -> nodes.mayBeAt(seat.app().config().name(), seat.where())));
        });
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addNode(NodeConnector connector, Map<String, Object> properties) {
        thread.execute(() -> {
            nodes.put(where(properties), connector);
            apps.forEach(app ->
                    app.seatAgainUnless(seat -> !seat.where().equals(where(properties)) || seat.node() == connector));
        });
    }

    /** The node's configuration has changed, or it has a seat more: who had none may be let in now. */
    void updatedNode(NodeConnector connector) {
        thread.execute(() -> apps.forEach(HostedApp::seat));
    }

    void removeNode(NodeConnector connector, Map<String, Object> properties) {
        thread.await(() -> {
            nodes.remove(where(properties), connector);
            apps.forEach(app -> app.seatAgainUnless(seat -> seat.node() != connector));
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
        thread.execute(() -> apps.add(part));
    }

    /** Comes back when nothing of the app runs any more, so that its bundle can go. */
    private void remove(Class<? extends Part> kind, ServiceReference<?> reference) {
        thread.await(() -> apps.remove(kind, reference));
    }

    @Override
    public List<AppStatus> apps() {
        return apps.shown();
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
        thread.await(() -> apps.forEach(HostedApp::unseat));
    }
}
