package net.skywire.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import net.skywire.app.PubKey;
import net.skywire.app.spi.NodeConnector;
import net.skywire.host.AppControl;
import net.skywire.host.AppFigures;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import net.skywire.node.config.LogLevel;
import net.skywire.node.config.NodeConfig;
import net.skywire.node.config.NodeKey;
import net.skywire.node.config.Settings;
import net.skywire.node.process.ProcessRunner;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.frame.SendCodecs;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Runs the embedded node for as long as there is a configuration that wants one. */
@Component(
        service = {AppStatusSource.class, AppFigures.class},
        immediate = true)
public final class Node implements AppStatusSource, AppFigures {

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final String[] SERVICES = {NodeConnector.class.getName(), AppControl.class.getName()};

    private final BundleContext context;
    private final Settings settings;
    private final SendCodecs codecs;
    private final Path data;
    private final ProcessRunner runner;
    private final ConfiguredNodes nodes;
    private final LogLevel logLevel = new LogLevel("net.skywire");
    private final List<LibC> providers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<Running> running = Optional.empty();
    private long configurations;

    private record Running(EmbeddedNode node, PubKey key, ServiceRegistration<?> registration) {}

    @Activate
    public Node(BundleContext context, @Reference Settings settings, @Reference SendCodecs codecs) {
        this.context = context;
        this.settings = settings;
        this.codecs = codecs;
        String home = context.getProperty("skywire.home");
        data = home == null ? context.getDataFile("").toPath() : Path.of(home, "data");
        runner = ProcessRunner.in(programs());
        nodes = new ConfiguredNodes(context);
    }

    /** Where the native programs are; a place that does not exist is told of by who needs them. */
    private Path programs() {
        return Stream.of("skywire.native", "skywire.product", "skywire.home")
                .filter(property -> context.getProperty(property) != null)
                .findFirst()
                .map(property -> property.equals("skywire.native")
                        ? Path.of(context.getProperty(property))
                        : ProcessRunner.folder(Path.of(context.getProperty(property), "lib", "native")))
                .orElseGet(() -> ProcessRunner.folder(Path.of("lib", "native")));
    }

    @Activate
    void open() {
        settings.listen(this::configure);
    }

    private void configure(NodeConfig next) {
        lock.lock();
        try {
            configurations++;
            logLevel.set(next.node().logLevel());
            nodes.configure(next.modes());
            if (!next.hasEmbedded()) {
                end();
            } else if (running.isPresent()) {
                change(running.get(), next);
            } else {
                begin(next);
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(NodeConfig config) {
        PubKey key;
        try {
            key = config.node().key().isPresent() ? config.node().key().get() : NodeKey.loadOrCreate(data);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "there is no node: {0}", e.getMessage());
            return;
        }
        EmbeddedNode node = new EmbeddedNode(key, runner, codecs, data);
        providers.forEach(node::addProvider);
        node.configure(config);
        LOG.log(Level.INFO, "node {0}, {1} apps on its list", key, config.apps().size());
        running = Optional.of(new Running(node, key, context.registerService(SERVICES, node, properties(config))));
    }

    private void change(Running now, NodeConfig next) {
        now.node.configure(next);
        now.registration.setProperties(properties(next));
        LOG.log(
                Level.INFO,
                "configuration changed: {0} apps on the list",
                next.apps().size());
        if (next.node().key().filter(key -> !key.equals(now.key)).isPresent()) {
            LOG.log(Level.WARNING, "the node stays {0} until it is started again", now.key);
        }
    }

    /** A change of them tells whoever was refused to ask again. */
    private Dictionary<String, Object> properties(NodeConfig config) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(NodeConnector.NODE, "embedded");
        properties.put("skywire.configurations", configurations);
        properties.put(
                "skywire.shutdown.millis", config.node().shutdownTimeout().toMillis());
        return properties;
    }

    private void end() {
        running.ifPresent(now -> {
            running = Optional.empty();
            now.registration.unregister();
            now.node.close();
        });
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProvider(LibC provider) {
        lock.lock();
        try {
            providers.add(provider);
            running.ifPresent(now -> now.node.addProvider(provider));
        } finally {
            lock.unlock();
        }
    }

    void removeProvider(LibC provider) {
        lock.lock();
        try {
            providers.remove(provider);
            running.ifPresent(now -> now.node.removeProvider(provider));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<AppStatus> apps() {
        return running.map(now -> now.node.apps()).orElse(List.of());
    }

    @Override
    public Map<String, Figures> figures() {
        return running.map(now -> now.node.figures()).orElse(Map.of());
    }

    @Deactivate
    void close() {
        settings.listen(config -> {});
        lock.lock();
        try {
            end();
            nodes.close();
        } finally {
            lock.unlock();
        }
    }
}
