package net.skywire.deploy.container;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import net.skywire.deploy.Consent;
import net.skywire.deploy.DependencySource;
import net.skywire.deploy.DeployEvent;
import net.skywire.deploy.DeployedApp;
import net.skywire.deploy.Deployments;
import net.skywire.deploy.container.Site.Folders;
import net.skywire.deploy.publisher.PublishersFolder;
import net.skywire.deploy.signature.SignatureCheck;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.deploy.transaction.Components;
import net.skywire.deploy.transaction.Deployer;
import net.skywire.deploy.transaction.Deployer.Surroundings;
import net.skywire.host.AppConfiguration;
import net.skywire.host.StatusNotice;
import net.skywire.host.Succession;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Hot deployment, from the folder {@code skywire.apps}, which is {@code apps} in {@code skywire.home} unless set, and by
 * whoever calls. It begins when the configuration is there, whose key {@code signatures} says which apps are taken;
 * publishers are in the folder {@code skywire.publishers}, which is {@code conf/publishers} unless set.
 */
@Component(
        service = {StatusNotice.class, Deployments.class},
        immediate = true,
        configurationPid = "net.skywire.node",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Deployment implements StatusNotice, Deployments {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");
    private static final String DEVELOPMENT =
            "signatures: development: apps that nobody has signed are taken; for all but development, set required";

    private final Surroundings around;
    private final Folders folders;
    private volatile DeploySettings settings;
    private volatile Site site;

    @Activate
    public Deployment(
            BundleContext context,
            Map<String, Object> configuration,
            @Reference Succession succession,
            @Reference ServiceComponentRuntime components) {
        this(
                new Surroundings(
                        context,
                        succession,
                        Components.of(components),
                        new CopyOnWriteArrayList<>(),
                        new CopyOnWriteArrayList<>()),
                configuration);
    }

    Deployment(Surroundings around, Map<String, Object> configuration) {
        this(around, folders(around.context()), DeploySettings.of(configuration));
    }

    Deployment(Surroundings around, Folders folders, DeploySettings settings) {
        this.around = around;
        this.folders = folders;
        this.settings = settings;
        open();
    }

    private static Folders folders(BundleContext context) {
        return new Folders(
                folder(context, "apps", "apps"),
                folder(context, "publishers", "conf/publishers")
                        .orElseGet(() -> context.getDataFile("publishers").toPath()),
                folder(context, "deployed", "data/deploy")
                        .orElseGet(() -> context.getDataFile("deploy").toPath()));
    }

    private static Optional<Path> folder(BundleContext context, String name, String inHome) {
        return Optional.ofNullable(context.getProperty("skywire." + name))
                .map(Path::of)
                .or(() ->
                        Optional.ofNullable(context.getProperty("skywire.home")).map(home -> Path.of(home, inHome)));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(DependencySource source) {
        around.sources().add(source);
    }

    void removeSource(DependencySource source) {
        around.sources().remove(source);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addConfiguration(AppConfiguration configuration) {
        around.configurations().add(configuration);
    }

    void removeConfiguration(AppConfiguration configuration) {
        around.configurations().remove(configuration);
    }

    /** What is other counts at once, for jars that were refused too. */
    @Modified
    void configure(Map<String, Object> configuration) throws IOException {
        DeploySettings next = DeploySettings.of(configuration);
        if (!next.equals(settings)) {
            close();
            settings = next;
            open();
        }
    }

    private void open() {
        if (settings.mode() == SignatureMode.DEVELOPMENT) {
            LOG.log(Level.WARNING, DEVELOPMENT);
        }
        if (folders.apps().isEmpty()) {
            LOG.log(Level.INFO, "neither skywire.apps nor skywire.home is set: no apps are deployed from a folder");
        }
        try {
            SignatureCheck signatures = new SignatureCheck(settings.mode(), new PublishersFolder(folders.publishers()));
            Site fresh = new Site(around, folders, signatures, settings.limits());
            fresh.start();
            site = fresh;
        } catch (IOException e) {
            LOG.log(Level.ERROR, "no apps are deployed: {0}", e.toString());
        }
    }

    /** @throws IOException if there is none */
    private Deployer deployer() throws IOException {
        Site now = site;
        if (now == null) {
            throw new IOException("expected deployment at work, but it has ended, or could not begin: see the log");
        }
        return now.deployer();
    }

    @Override
    public String deploy(Path jar, String origin, Set<Consent> consents, Consumer<String> progress)
            throws IOException, InterruptedException {
        return deployer().deploy(jar, origin, consents, progress);
    }

    @Override
    public String remove(String symbolicName) throws IOException, InterruptedException {
        return deployer().remove(symbolicName);
    }

    @Override
    public String rollBack(String symbolicName, Optional<String> version, Consumer<String> progress)
            throws IOException, InterruptedException {
        return deployer().rollBack(symbolicName, version, progress);
    }

    @Override
    public List<String> preview(Path jar, String origin, Set<Consent> consents)
            throws IOException, InterruptedException {
        return deployer().preview(jar, origin, consents);
    }

    @Override
    public List<DeployedApp> apps() {
        return list(Deployer::apps);
    }

    @Override
    public List<DeployEvent> history(String symbolicName) {
        return list(deployer -> deployer.history(symbolicName));
    }

    @Override
    public List<String> known() {
        return list(Deployer::known);
    }

    private <T> List<T> list(Function<Deployer, List<T>> of) {
        Site now = site;
        return now == null ? List.of() : of.apply(now.deployer());
    }

    @Override
    public List<String> notices() {
        Site now = site;
        List<String> notices = new ArrayList<>(now == null ? List.of() : now.notices());
        if (settings.mode() == SignatureMode.DEVELOPMENT) {
            notices.add(DEVELOPMENT);
        }
        return notices;
    }

    @Deactivate
    void close() throws IOException {
        Site last = site;
        site = null;
        if (last != null) {
            last.close();
        }
    }
}
