package net.skywire.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.spi.NodeConnector;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** A node with all bundles of the product, in this JVM, in a folder of its own. For one thread. */
final class TrialNode implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
    private static final Duration LONGEST_REFRESH = Duration.ofSeconds(10);
    private static final String VISITOR = "skywire-verify";
    private static final String COMPONENT_RUNTIME = "org.apache.felix.scr";

    private final Path configuration;
    private final Framework framework;

    private TrialNode(Path configuration, Framework framework) {
        this.configuration = configuration;
        this.framework = framework;
    }

    /** @param home an empty folder */
    static TrialNode start(Path home, ProductBundles bundles) throws IOException, BundleException {
        Path configuration = Files.createDirectories(home.resolve("conf")).resolve("skywire-config.json");
        Files.createDirectories(home.resolve("apps"));
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, home.resolve("data/felix").toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, bundles.sharedPackages());
        properties.put("skywire.home", home.toString());
        properties.put("skywire.config", configuration.toString());
        properties.put("felix.log.level", "1");
        properties.put("ds.loglevel", "1");
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(properties);
        TrialNode node = new TrialNode(configuration, framework);
        node.allow(List.of(), List.of());
        framework.start();
        node.start(bundles.jars());
        return node;
    }

    private void start(List<Path> jars) throws BundleException, IOException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(context().installBundle("reference:" + jar.toUri()));
        }
        bundles.sort(Comparator.comparing(bundle -> COMPONENT_RUNTIME.equals(bundle.getSymbolicName())));
        framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
        for (Bundle bundle : bundles) {
            if (bundle.getState() == Bundle.RESOLVED) {
                bundle.start();
            }
        }
        if (!Waiting.until(LONGEST_START, () -> context().getServiceReference(NodeConnector.class) != null)) {
            throw new IOException("expected a node within " + LONGEST_START.toSeconds() + " s, got none");
        }
    }

    /** Puts these on the list of apps, in place of those before; the visitor is always on it. */
    void allow(Collection<String> apps, List<String> arguments) throws IOException {
        List<String> entries = new ArrayList<>(List.of("{\"app\": \"" + VISITOR + "\", \"auto_start\": true}"));
        List<String> words = arguments.stream().map(Report::quoted).toList();
        for (String app : apps) {
            entries.add("{\"app\": " + Report.quoted(app) + ", \"auto_start\": true, \"args\": " + words + "}");
        }
        Path fresh = configuration.resolveSibling(".new");
        Files.writeString(fresh, "{\"apps\": " + entries + "}");
        Files.move(fresh, configuration, StandardCopyOption.ATOMIC_MOVE);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    FrameworkWiring wiring() {
        return framework.adapt(FrameworkWiring.class);
    }

    /** What is known of an app. */
    Optional<AppStatus> status(String app) {
        return services(AppStatusSource.class).stream()
                .flatMap(source -> source.apps().stream())
                .filter(status -> status.name().equals(app))
                .findFirst();
    }

    private <T> List<T> services(Class<T> type) {
        try {
            return context().getServiceReferences(type, null).stream()
                    .map(context()::getService)
                    .filter(service -> service != null)
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter", e);
        }
    }

    /** The services that a bundle offers. */
    List<ServiceReference<?>> offeredBy(Bundle bundle) {
        ServiceReference<?>[] offered = bundle.getRegisteredServices();
        return offered == null ? List.of() : List.of(offered);
    }

    /** A seat for whoever visits the app. Waits until it is let in. */
    App visitor() throws IOException {
        return services(NodeConnector.class).get(0).connect(new AppConfig(VISITOR, "1.0"));
    }

    /** The packages that are here for apps, with their versions, in order. */
    TreeSet<String> provided() {
        TreeSet<String> provided = new TreeSet<>();
        for (Bundle bundle : context().getBundles()) {
            for (BundleCapability each :
                    bundle.adapt(BundleRevision.class).getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
                provided.add(each.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE) + " "
                        + each.getAttributes().get(Constants.VERSION_ATTRIBUTE));
            }
        }
        return provided;
    }

    /** Lets go of a bundle that has been uninstalled. */
    void forget(Bundle bundle) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        wiring().refreshBundles(Set.of(bundle), event -> done.countDown());
        try {
            if (!done.await(LONGEST_REFRESH.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("expected the framework to let go of the app, it has not");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the app went", e);
        }
    }

    /** Waits for its end, unless an app keeps it from ending. */
    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
