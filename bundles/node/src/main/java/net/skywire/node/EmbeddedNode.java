package net.skywire.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.PubKey;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.StagingConnector;
import net.skywire.host.AppControl;
import net.skywire.host.AppFigures.Figures;
import net.skywire.host.AppStatus;
import net.skywire.node.Seats.Seated;
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
import net.skywire.pipe.loop.LoopApp;

/** A node while it runs, with the seats of its apps. A new configuration changes those apps alone that it concerns. */
final class EmbeddedNode implements StagingConnector, AppControl, AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.node");

    private final Exchange exchange;
    private final Processes processes;
    private final Seats seats = new Seats();
    private final ReentrantLock seating = new ReentrantLock();
    private volatile NodeConfig config = NodeConfig.NONE;

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
        seats.lasting().stream().filter(seated -> !keepsItsSeat(seated, next)).forEach(EmbeddedNode::unseat);
        seats.followed().stream()
                .filter(seated -> !Admissions.isKnown(seated.app().name(), next))
                .forEach(EmbeddedNode::unseat);
    }

    private static void unseat(Seated seated) {
        LOG.log(
                Level.INFO,
                "app {0} loses its seat by a change of the configuration",
                seated.app().name());
        seated.seat().onLost().run();
        seated.app().app().close();
    }

    private static boolean keepsItsSeat(Seated seated, NodeConfig next) {
        try {
            AppSettings settings = Admissions.settingsOf(seated.seat().config(), next);
            return keepsItsPort(seated, settings)
                    && settings.arguments().equals(seated.settings().arguments())
                    && settings.limits().equals(seated.settings().limits());
        } catch (ConnectException e) {
            return false;
        }
    }

    /** One that may not accept at its port has none, and could have another. */
    private static boolean keepsItsPort(Seated seated, AppSettings settings) {
        Optional<Addr> addr = seated.app().addr();
        return addr.isPresent()
                ? settings.port().orElse(addr.get().port()) == addr.get().port()
                : settings.port().equals(seated.settings().port());
    }

    @Override
    public App connect(AppSeat seat) throws IOException {
        NodeConfig now = config;
        AppSettings settings = Admissions.settingsOf(seat.config(), now);
        Admissions.checkStarts(settings);
        int port = Admissions.portOf(settings, seat.wishedPort(), now);
        seating.lock();
        try {
            seats.present(settings.name(), Optional.empty());
            return give(seat, settings, seated -> {
                seated.app().bind(port);
                seats.seat(seated);
            });
        } finally {
            seating.unlock();
        }
    }

    @Override
    public App stage(AppSeat seat, Optional<App> present) throws IOException {
        NodeConfig now = config;
        AppSettings settings = Admissions.settingsOf(seat.config(), now);
        seating.lock();
        try {
            Optional<Seated> before = seats.toFollow(settings.name(), present);
            if (before.isEmpty()) {
                Admissions.checkStarts(settings);
            }
            Optional<Addr> addr = before.flatMap(seated -> seated.app().addr());
            int port = addr.isPresent() ? addr.get().port() : Admissions.portOf(settings, seat.wishedPort(), now);
            return give(seat, settings, seated -> {
                seated.app().hold(port);
                seats.stage(seated, present);
            });
        } finally {
            seating.unlock();
        }
    }

    private interface Giving {
        void give(Seated seated) throws IOException;
    }

    private App give(AppSeat asked, AppSettings settings, Giving giving) throws IOException {
        AppSeat seat = new AppSeat(
                asked.config(),
                asked.wishedPort(),
                asked.threads(),
                settings.arguments(),
                asked.onLost(),
                asked.permissions());
        BundleApp app = new BundleApp(exchange, seat, settings.limits(), seats::remove);
        try {
            giving.give(new Seated(seat, settings, app));
            return app.app();
        } catch (IOException e) {
            app.app().close();
            throw e;
        }
    }

    @Override
    public void handOver(App staged, Optional<App> present) throws IOException {
        seating.lock();
        try {
            seats.handOver(staged, present);
        } finally {
            seating.unlock();
        }
    }

    @Override
    public Loop probe(App app, Duration timeout) throws IOException {
        AppConfig asked = app.config();
        return seats.of(app)
                .orElseThrow(() -> new ConnectException(
                        "app " + asked.name() + " " + asked.version() + " has no seat here any more"))
                .app()
                .probe(timeout);
    }

    @Override
    public int loopCount(App app) {
        return ((LoopApp) app).loopCount();
    }

    @Override
    public boolean awaitNoLoops(App app, Duration longest) throws InterruptedException {
        return ((LoopApp) app).awaitNoLoops(longest);
    }

    List<AppStatus> apps() {
        return processes.apps();
    }

    /** Of all apps with a seat here. */
    Map<String, Figures> figures() {
        Map<String, Figures> figures = processes.figures();
        Stream.concat(seats.lasting().stream(), seats.followed().stream())
                .map(Seated::app)
                .forEach(app -> figures.merge(app.name(), app.figures(), Figures::plus));
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
        Stream.concat(seats.lasting().stream(), seats.followed().stream())
                .forEach(seated -> seated.app().app().close());
        processes.close(config.node().shutdownTimeout());
    }
}
