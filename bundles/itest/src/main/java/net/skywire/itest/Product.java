package net.skywire.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import net.skywire.app.spi.NodeConnector;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.host.AppStatusSource;
import net.skywire.host.StatusNotice;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The bundles of the assembled product, running in Felix inside of this JVM, in a folder of their own. Packages of the
 * vendors' API and of the host come from this class path, so that a test or a benchmark can talk to what runs.
 */
public final class Product implements AutoCloseable {

    /** Where the build has put the product. */
    static final Path ASSEMBLED = Path.of(System.getProperty("product"));

    private static final String ONLY_IN_LAB = ".gogo.";

    private static final String SHARED = "net.skywire.app;version=1.1.0,net.skywire.app.spi;version=1.1.0,"
            + "net.skywire.host;version=1.1.0,org.osgi.service.cm;version=1.6.1";

    private static final String CONFIGURATION = "conf/skywire-config.json";

    private final Path home;
    private final Framework framework;

    public Product(Path home, Conf nodeConfiguration) throws BundleException, IOException {
        this(home, nodeConfiguration.toString());
    }

    /** @param nodeConfiguration the content of {@code conf/skywire-config.json} */
    public Product(Path home, String nodeConfiguration) throws BundleException, IOException {
        this.home = home;
        Files.createDirectories(home.resolve("apps"));
        Files.createDirectories(home.resolve("conf"));
        trustSamples(home);
        configure(nodeConfiguration);
        Map<String, String> configuration = new HashMap<>();
        configuration.put(
                Constants.FRAMEWORK_STORAGE, home.resolve("data/felix").toString());
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
        configuration.put("skywire.home", home.toString());
        configuration.put("skywire.native", programs().toString());
        configuration.put("skywire.config", home.resolve(CONFIGURATION).toString());
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(configuration);
        framework.start();
        start();
        await("the node", () -> framework.getBundleContext().getServiceReference(NodeConnector.class) != null);
    }

    /** The sample apps are signed, and so need somebody who is trusted even where signatures are not required. */
    static void trustSamples(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("conf/publishers"));
        Files.copy(
                ASSEMBLED.resolve("samples/publisher.pem"),
                folder.resolve("samples.pem"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The folder of native programs for this machine. */
    private static Path programs() {
        String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
        return ASSEMBLED.resolve("lib/native/linux-" + machine);
    }

    private void start() throws BundleException, IOException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : bundleJars()) {
            bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
        }
        framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
        for (Bundle bundle : bundles) {
            if (bundle.getState() == Bundle.RESOLVED) {
                bundle.start();
            }
        }
    }

    /** Without those that take what is typed at a terminal. */
    static List<Path> bundleJars() throws IOException {
        try (Stream<Path> jars = Files.list(ASSEMBLED.resolve("bundles"))) {
            return jars.filter(jar -> !jar.getFileName().toString().contains(ONLY_IN_LAB))
                    .sorted()
                    .toList();
        }
    }

    public void configure(Conf nodeConfiguration) throws IOException {
        configure(nodeConfiguration.toString());
    }

    public void configure(String nodeConfiguration) throws IOException {
        put(nodeConfiguration.getBytes(StandardCharsets.UTF_8), CONFIGURATION);
    }

    /** Puts a file where it is watched for, whole at once. */
    public void put(byte[] content, String name) throws IOException {
        Path fresh = Files.write(home.resolve(name + ".new"), content);
        Files.move(fresh, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void dropSample(String name) throws IOException {
        put(Files.readAllBytes(ASSEMBLED.resolve("samples").resolve(name + ".jar")), "apps/" + name + ".jar");
    }

    void remove(String jar) throws IOException {
        Files.delete(home.resolve("apps").resolve(jar));
    }

    public Path home() {
        return home;
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle bundle(String symbolicName) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    /** What is known of an app; null if nothing is. */
    public AppStatus status(String app) {
        return statuses().get(app);
    }

    /** What is known of all apps, by name. */
    public Map<String, AppStatus> statuses() {
        Map<String, AppStatus> found = new HashMap<>();
        try {
            for (ServiceReference<AppStatusSource> reference :
                    context().getServiceReferences(AppStatusSource.class, null)) {
                AppStatusSource source = context().getService(reference);
                List<AppStatus> apps = source == null ? List.of() : source.apps();
                context().ungetService(reference);
                apps.forEach(status -> found.putIfAbsent(status.name(), status));
            }
            return found;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the operator is told of the container. */
    List<String> notices() throws InvalidSyntaxException {
        return context().getServiceReferences(StatusNotice.class, null).stream()
                .flatMap(reference -> context().getService(reference).notices().stream())
                .toList();
    }

    /** The node, as the host sees it. */
    public NodeConnector node() {
        return context().getService(context().getServiceReference(NodeConnector.class));
    }

    public void awaitState(String app, AppState state) {
        await(app + " " + state, () -> {
            AppStatus status = status(app);
            return status != null && status.state() == state;
        });
    }

    /** Looks until {@code condition} holds, and fails if it does not within a time that is ample. */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        await("the end of the framework", () -> framework.getState() == Bundle.RESOLVED);
        await("no thread of ours", () -> threads().isEmpty());
    }

    /** Threads of ours. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("skywire-"))
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
