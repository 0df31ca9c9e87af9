package net.skywire.attach;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.NodeConnector;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import net.skywire.host.NodeChoice;
import net.skywire.host.NodeMode;
import net.skywire.host.NodeSetting;
import net.skywire.pipe.descriptor.DescriptorProviders;
import net.skywire.pipe.descriptor.Descriptors;
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

/**
 * The outside node, as far as apps are attached to it. Its connector is there while apps may be, by what
 * {@link NodeSetting} or {@link NodeChoice} says, or because the container itself was started as an app. The lock is this object's.
 */
@Component(
        service = {},
        immediate = true)
public final class AttachedNode implements NodeConnector {

    static final String ATTACHED = "attached";

    private static final Logger LOG = System.getLogger("net.skywire.attach");
    private static final long LONGEST_WAIT_SECONDS = 30;
    private static final Duration LONGEST_HANDOVER = Duration.ofSeconds(5);

    private final BundleContext context;
    private final IntConsumer end;
    private final Optional<String> ownApp;
    private final AtomicLong changes = new AtomicLong();
    private final List<LibC> providers = new CopyOnWriteArrayList<>();
    private final List<AppStatusSource> sources = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, this::newThread);
    private final Attachments attachments;
    private volatile ServiceRegistration<?> registration;
    private NodeSetting setting;
    private NodeChoice choice = Map::of;
    private boolean active;
    private boolean ownTaken;
    private AttachServer server;

    /** @param end ends the container with an exit code; without it, the framework is stopped */
    @Activate
    public AttachedNode(
            BundleContext context,
            @Reference SendCodecs codecs,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, target = "(skywire.end=true)") IntConsumer end) {
        this.context = context;
        this.end = end == null ? code -> stopFramework() : end;
        this.ownApp = Optional.ofNullable(context.getProperty("skywire.attach.app"));
        this.attachments = new Attachments(longestWait(), deadlines, codecs, this::whyNotTaken, this::changed);
    }

    private Duration longestWait() {
        String seconds = context.getProperty("skywire.attach.wait");
        return Duration.ofSeconds(seconds == null ? LONGEST_WAIT_SECONDS : Long.parseLong(seconds));
    }

    private Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "skywire-attach-deadline");
        thread.setDaemon(true);
        return thread;
    }

    private void stopFramework() {
        try {
            context.getBundle(0).stop();
        } catch (org.osgi.framework.BundleException e) {
            LOG.log(Level.ERROR, "the container does not stop: {0}", e.getMessage());
        }
    }

    @Activate
    synchronized void activate() {
        active = true;
        follow();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, updated = "setSetting")
    synchronized void setSetting(NodeSetting next) {
        setting = next;
        follow();
    }

    /** What it has said goes on until there is another. */
    void unsetSetting(NodeSetting gone) {}

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, updated = "setChoice")
    synchronized void setChoice(NodeChoice next) {
        choice = next;
        follow();
    }

    /** What it has said goes on until there is another. */
    void unsetChoice(NodeChoice gone) {}

    @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addProvider(LibC provider) {
        providers.add(provider);
        if (server != null && server.isIdle()) {
            closeServer();
        }
        follow();
    }

    synchronized void removeProvider(LibC provider) {
        providers.remove(provider);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(AppStatusSource source) {
        sources.add(source);
    }

    void removeSource(AppStatusSource source) {
        sources.remove(source);
    }

    private void follow() {
        boolean serving = letsAttach();
        if (!active || !serving && ownApp.isEmpty()) {
            close();
            return;
        }
        if (registration == null) {
            registration = context.registerService(NodeConnector.class, this, properties());
        }
        try {
            takeOwnPipes();
            serve(serving);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "no app can be attached: {0}", e.getMessage());
        }
    }

    private boolean letsAttach() {
        return setting != null && setting.mode().isAttached()
                || choice.modes().values().stream().anyMatch(NodeMode::isAttached);
    }

    private void takeOwnPipes() throws IOException {
        if (ownApp.isPresent() && !ownTaken) {
            ownTaken = true;
            String arguments = context.getProperty("skywire.attach.arguments");
            List<String> words = arguments == null ? List.of() : List.of(arguments.split("\0", -1));
            OwnPipes.takeOver(ownApp.get(), words, descriptors(), attachments, end);
        }
    }

    private void serve(boolean serving) throws IOException {
        if (!serving) {
            closeServer();
        } else if (server == null) {
            Path path = path();
            server = new AttachServer(descriptors(), path, attachments, LONGEST_HANDOVER, deadlines);
            server.start();
            LOG.log(Level.INFO, "apps may be attached at {0}", path);
        }
    }

    private Descriptors descriptors() throws IOException {
        return DescriptorProviders.choose(providers, DescriptorProviders.AUTO);
    }

    private Path path() throws IOException {
        String path = context.getProperty("skywire.attach.socket");
        String home = context.getProperty("skywire.home");
        if (path == null && home == null) {
            throw new IOException("expected framework property skywire.attach.socket or skywire.home, found neither");
        }
        return path == null
                ? Path.of(home, "data", "attach.sock")
                : Path.of(path).toAbsolutePath();
    }

    private Hashtable<String, Object> properties() {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(NODE, ATTACHED);
        properties.put("skywire.attach.changes", changes.incrementAndGet());
        return properties;
    }

    /** Lets the host ask for seats again. */
    private void changed() {
        ServiceRegistration<?> current = registration;
        if (current != null) {
            try {
                current.setProperties(properties());
            } catch (IllegalStateException e) {
                LOG.log(Level.DEBUG, "the connector has gone meanwhile");
            }
        }
    }

    private String whyNotTaken(Attachment attachment) {
        for (AppStatusSource source : sources) {
            for (AppStatus app : source.apps()) {
                if (app.name().equals(attachment.name())) {
                    return describe(app, attachment);
                }
            }
        }
        return "no app " + attachment + " is deployed here";
    }

    private static String describe(AppStatus app, Attachment attachment) {
        String here = "app " + app.name() + " " + app.version() + " is deployed here, ";
        if (!attachment.isFor(new AppConfig(app.name(), app.version()))) {
            return here + "and not " + attachment;
        }
        if (!app.node().isEmpty()) {
            return here + "and has its node here: " + app.node();
        }
        return here + "and is " + app.state().name().toLowerCase(Locale.ROOT) + ": " + app.reason();
    }

    @Override
    public App connect(AppSeat seat) throws IOException {
        App app = attachments.take(seat);
        ((AttachedApp) app).attachment().seated();
        return app;
    }

    @Override
    public void ended(App app, Optional<String> fault) {
        ((AttachedApp) app).attachment().failed(fault);
    }

    @Override
    public int loopCount(App app) {
        return ((AttachedApp) app).loopCount();
    }

    @Override
    public boolean awaitNoLoops(App app, Duration longest) throws InterruptedException {
        return ((AttachedApp) app).awaitNoLoops(longest);
    }

    @Deactivate
    synchronized void deactivate() {
        active = false;
        close();
        deadlines.shutdownNow();
    }

    /** First the host lets go of all seats; what has no app yet is ended then. */
    private void close() {
        if (registration != null) {
            ServiceRegistration<?> gone = registration;
            registration = null;
            gone.unregister();
        }
        attachments.all().forEach(attachment -> attachment.withdraw("the container takes no attached apps any more"));
        closeServer();
    }

    private void closeServer() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "the attach socket: {0}", e.getMessage());
            }
            server = null;
        }
    }
}
