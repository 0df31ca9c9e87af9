package net.skywire.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.PubKey;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.NodeConnector;
import net.skywire.host.AppControl;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import net.skywire.node.config.AppEntry;
import net.skywire.node.config.NodeConfig;
import net.skywire.node.config.NodeKey;
import net.skywire.node.exchange.BundleApp;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.port.PortTable;
import net.skywire.node.process.ProcessConfig;
import net.skywire.node.process.ProcessRunner;
import net.skywire.node.process.Processes;
import net.skywire.pipe.descriptor.LibC;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The embedded node. A change of its configuration counts for apps that come from then on; those that have their seats
 * keep them.
 */
@Component(
        service = {NodeConnector.class, AppStatusSource.class, AppControl.class},
        configurationPid = "net.skywire.node",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Node implements NodeConnector, AppStatusSource, AppControl {

    private static final Logger LOG = System.getLogger("net.skywire.node");

    private final Path home;
    private final Exchange exchange;
    private final Processes processes;
    private final Map<String, BundleApp> bundleApps = new ConcurrentHashMap<>();
    private final ReentrantLock seating = new ReentrantLock();
    private volatile NodeConfig config;

    @Activate
    public Node(BundleContext context, Map<String, Object> properties) throws IOException {
        this(Path.of(context.getProperty("skywire.home")), nativeFolder(context), properties);
    }

    private static Path nativeFolder(BundleContext context) {
        String given = context.getProperty("skywire.native");
        return given == null
                ? ProcessRunner.folder(Path.of(context.getProperty("skywire.home"), "lib", "native"))
                : Path.of(given);
    }

    Node(Path home, Path nativeFolder, Map<String, Object> properties) throws IOException {
        config = readable(properties);
        PubKey key = config.key().isPresent()
                ? config.key().get()
                : NodeKey.loadOrCreate(home.resolve("data").resolve("node.pub"));
        exchange = new Exchange(key, new PortTable<>(NodeApp::name));
        this.home = home;
        processes = new Processes(exchange, ProcessRunner.in(nativeFolder), home.resolve("data"));
        configure(config);
        LOG.log(Level.INFO, "node {0}, {1} apps on its list", key, config.apps().size());
    }

    private static NodeConfig readable(Map<String, Object> properties) {
        try {
            return NodeConfig.of(properties);
        } catch (IllegalArgumentException e) {
            LOG.log(Level.ERROR, "no app is let in until the configuration is right: {0}", e.getMessage());
            return NodeConfig.of(Map.of());
        }
    }

    @Modified
    void modified(Map<String, Object> properties) {
        try {
            configure(NodeConfig.of(properties));
            LOG.log(
                    Level.INFO,
                    "configuration changed: {0} apps on the list",
                    config.apps().size());
        } catch (IllegalArgumentException e) {
            LOG.log(Level.ERROR, "configuration stays as it was: {0}", e.getMessage());
        }
    }

    private void configure(NodeConfig next) {
        config = next;
        exchange.ports().reserve(next.staticPorts());
        Path local = home.resolve("data").resolve("local");
        processes.configure(new ProcessConfig(next.processApps(), next.descriptors(), home.resolve("apps"), local));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProvider(LibC provider) {
        processes.addProvider(provider);
    }

    void removeProvider(LibC provider) {
        processes.removeProvider(provider);
    }

    @Override
    public App connect(AppSeat seat) throws IOException {
        NodeConfig now = config;
        AppConfig asked = seat.config();
        AppEntry entry = Admissions.entryOf(asked, now);
        if (now.processes().containsKey(asked.name())) {
            throw new ConnectException("unexpected app: " + asked.name() + " runs as a process here");
        }
        int port = Admissions.portOf(entry, seat.wishedPort(), now);
        seating.lock();
        try {
            return seat(seat, now.arguments(asked.name()), port);
        } finally {
            seating.unlock();
        }
    }

    private App seat(AppSeat seat, List<String> arguments, int port) throws IOException {
        String name = seat.config().name();
        if (bundleApps.containsKey(name)) {
            throw new ConnectException("unexpected app: another bundle is " + name + " already");
        }
        BundleApp app = new BundleApp(exchange, seat.config(), arguments, port, seat.threads(), this::left);
        bundleApps.put(name, app);
        return app.app();
    }

    private void left(BundleApp app) {
        bundleApps.remove(app.name(), app);
    }

    @Override
    public List<AppStatus> apps() {
        return processes.apps();
    }

    @Override
    public boolean controls(String app) {
        return processes.has(app);
    }

    @Override
    public void start(String app) throws IOException {
        processes.start(app);
    }

    @Override
    public void stop(String app) throws IOException {
        processes.stop(app);
    }

    @Override
    public void restart(String app) throws IOException {
        processes.restart(app);
    }

    @Override
    public List<String> log(String app, int lines) throws IOException {
        return processes.log(app, lines);
    }

    @Deactivate
    void close() {
        bundleApps.values().forEach(app -> app.app().close());
        processes.close();
    }
}
