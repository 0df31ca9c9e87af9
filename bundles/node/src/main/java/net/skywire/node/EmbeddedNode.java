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
import net.skywire.host.AppFigures.Figures;
import net.skywire.host.AppStatus;
import net.skywire.node.config.AppSettings;
import net.skywire.node.config.NodeConfig;
import net.skywire.node.exchange.BundleApp;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.port.PortTable;
import net.skywire.node.process.ProcessConfig;
import net.skywire.node.process.ProcessRunner;
import net.skywire.node.process.Processes;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.frame.SendCodecs;

/** A node while it runs, with the seats of its apps. A new configuration changes those apps alone that it concerns. */
final class EmbeddedNode implements NodeConnector, AppControl, AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.node");

    private final Exchange exchange;
    private final Processes processes;
    private final Map<String, Seated> seats = new ConcurrentHashMap<>();
    private final ReentrantLock seating = new ReentrantLock();
    private volatile NodeConfig config = NodeConfig.NONE;

    /** A bundle's seat, and what was configured for it. */
    private record Seated(AppSeat seat, AppSettings settings, BundleApp app) {}

    /**
     * @param runner by which processes are started
     * @param codecs of which each process gets one
     * @param data folder for what is to last
     */
    EmbeddedNode(PubKey key, ProcessRunner runner, SendCodecs codecs, Path data) {
        exchange = new Exchange(key, new PortTable<>(NodeApp::name));
        processes = new Processes(exchange, runner, codecs, data);
    }

    void addProvider(LibC provider) {
        processes.addProvider(provider);
    }

    void removeProvider(LibC provider) {
        processes.removeProvider(provider);
    }

    /** Ends the seats of bundles that cannot keep them; they may ask for others. */
    void configure(NodeConfig next) {
        config = next;
        exchange.ports().reserve(next.staticPorts());
        processes.configure(new ProcessConfig(
                next.processApps(),
                next.descriptors(),
                next.codec(),
                next.node().appsPath(),
                next.node().localPath()));
        for (Seated seated : seats.values()) {
            if (!keepsItsSeat(seated, next)) {
                LOG.log(Level.INFO, "app {0} loses its seat by a change of the configuration", seated.app.name());
                seated.seat.onLost().run();
                seated.app.app().close();
            }
        }
    }

    private static boolean keepsItsSeat(Seated seated, NodeConfig next) {
        try {
            AppSettings settings = Admissions.settingsOf(seated.seat.config(), next);
            int port = seated.app.addr().orElseThrow().port();
            return settings.port().orElse(port) == port
                    && settings.arguments().equals(seated.settings.arguments())
                    && settings.limits().equals(seated.settings.limits());
        } catch (ConnectException e) {
            return false;
        }
    }

    @Override
    public App connect(AppSeat seat) throws IOException {
        NodeConfig now = config;
        AppConfig asked = seat.config();
        AppSettings settings = Admissions.settingsOf(asked, now);
        Admissions.checkStarts(settings);
        int port = Admissions.portOf(settings, seat.wishedPort(), now);
        seating.lock();
        try {
            return seat(seat, settings, port);
        } finally {
            seating.unlock();
        }
    }

    private App seat(AppSeat seat, AppSettings settings, int port) throws IOException {
        String name = settings.name();
        if (seats.containsKey(name)) {
            throw new ConnectException("unexpected app: another bundle is " + name + " already");
        }
        BundleApp app = new BundleApp(
                exchange, seat.config(), settings.arguments(), port, settings.limits(), seat.threads(), this::left);
        seats.put(name, new Seated(seat, settings, app));
        return app.app();
    }

    private void left(BundleApp app) {
        seats.computeIfPresent(app.name(), (name, seated) -> seated.app == app ? null : seated);
    }

    List<AppStatus> apps() {
        return processes.apps();
    }

    /** Of all apps with a seat here. */
    Map<String, Figures> figures() {
        Map<String, Figures> figures = processes.figures();
        seats.forEach((name, seated) -> figures.merge(name, seated.app.figures(), Figures::plus));
        return figures;
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

    @Override
    public void follow(String app, int lines, Lines to) throws IOException, InterruptedException {
        processes.follow(app, lines, to);
    }

    @Override
    public void close() {
        seats.values().forEach(seated -> seated.app.app().close());
        processes.close(config.node().shutdownTimeout());
    }
}
