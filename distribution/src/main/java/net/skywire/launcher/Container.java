package net.skywire.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.xml.parsers.SAXParserFactory;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.condition.Condition;

/** The OSGi framework with the bundles of the product. What cannot be resolved here is left out, and said so. */
final class Container {

    private static final Logger LOG = Logger.getLogger("net.skywire.launcher");
    private static final long LONGEST_STOP_MILLIS = 10_000;

    /** Of whom the node's own timeout can be learnt. */
    private static final String NODE = "net.skywire.app.spi.NodeConnector";

    private static final String STOP_MILLIS = "skywire.shutdown.millis";

    /** Activates the components of all others, and therefore starts last. */
    private static final String COMPONENT_RUNTIME = "org.apache.felix.scr";

    private final Profile profile;
    private final ClassPathBundles classPath;
    private final Framework framework;
    private final Path storage;
    private volatile int exitCode;

    /** @param more framework properties beside those of the launcher */
    Container(Installation installation, Profile profile, Map<String, String> more) throws IOException {
        this.profile = profile;
        classPath = ClassPathBundles.ofLauncher();
        Path home = installation.home();
        storage = home.resolve("data/felix");
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        configuration.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        configuration.put("skywire.home", home.toString());
        configuration.put("skywire.product", installation.product().toString());
        configuration.put("felix.log.level", "1");
        configuration.put("ds.loglevel", "1");
        // Files would be of no use: what is configured comes from conf/ with each start
        configuration.put("felix.cm.pm", "memory");
        // Not by threads of its own: a few bundles give them nothing to do
        configuration.put("felix.resolver.parallelism", "1");
        configuration.putAll(more);
        nameXmlParser();
        framework = new FrameworkFactory().newFramework(configuration, classPath);
    }

    /** Otherwise each description of a component would have it looked for in all jars of the class path. */
    private static void nameXmlParser() {
        String property = SAXParserFactory.class.getName();
        if (System.getProperty(property) == null) {
            System.setProperty(
                    property, SAXParserFactory.newDefaultInstance().getClass().getName());
        }
    }

    void start() throws BundleException, IOException {
        framework.start();
        BundleContext context = framework.getBundleContext();
        context.registerService(IntConsumer.class, this::end, properties("skywire.end", true));
        tellWhatIsLacking();
        List<Bundle> bundles = install(context);
        framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
        List<String> leftOut = new ArrayList<>();
        for (Bundle bundle : bundles) {
            if (bundle.getState() == Bundle.INSTALLED) {
                leftOut.add(bundle.getSymbolicName() + " (" + Requirements.missing(bundle) + ')');
            } else if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                start(bundle);
            }
        }
        if (!leftOut.isEmpty()) {
            LOG.log(Level.INFO, "left out: {0}", String.join(", ", leftOut));
        }
        becomeReady(context);
    }

    /** For bundles: whatever starts has been started. */
    private static void becomeReady(BundleContext context) {
        try {
            context.registerService(
                    Condition.class, Condition.INSTANCE, properties(Condition.CONDITION_ID, "skywire.ready"));
        } catch (IllegalStateException e) {
            LOG.log(Level.FINE, "a bundle ends the container already");
        }
    }

    private void tellWhatIsLacking() throws IOException {
        List<String> lacking = profile.lacking();
        if (!lacking.isEmpty()) {
            LOG.log(Level.INFO, "by its profile without: {0}", String.join(", ", lacking));
        }
    }

    private List<Bundle> install(BundleContext context) throws IOException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : profile.jars()) {
            try {
                bundles.add(context.installBundle(classPath.location(jar)));
            } catch (BundleException e) {
                LOG.log(Level.WARNING, "{0} is no bundle, and left out: {1}", new Object[] {jar, reason(e)});
            }
        }
        bundles.sort(Comparator.comparing(bundle -> COMPONENT_RUNTIME.equals(bundle.getSymbolicName())));
        return bundles;
    }

    private static void start(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException e) {
            LOG.log(Level.WARNING, "{0} does not start, and is left out: {1}", new Object[] {
                bundle.getSymbolicName(), reason(e)
            });
        }
    }

    private static String reason(BundleException e) {
        return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause());
    }

    private static Dictionary<String, Object> properties(String name, Object value) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(name, value);
        return properties;
    }

    /** For bundles: ends the container as a whole, with an exit code. Does not wait for it. */
    private void end(int code) {
        exitCode = code;
        try {
            framework.stop();
        } catch (BundleException e) {
            LOG.log(Level.SEVERE, "stopping: {0}", e.getMessage());
        }
    }

    /** What a bundle has ended the container with; 0 if none has. */
    int exitCode() {
        return exitCode;
    }

    /** Stops all bundles, waits for that within bounds, and ends the log. */
    void stop() {
        try {
            long longest = longestStopMillis();
            framework.stop();
            FrameworkEvent end = framework.waitForStop(longest);
            if (end.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                LOG.info("not all has stopped in time");
            } else {
                clearStorage();
                LOG.info("stopped");
            }
        } catch (BundleException e) {
            LOG.log(Level.SEVERE, "stopping: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Logs.end();
        }
    }

    /** Otherwise the next start would have to, and take longer by that. */
    private void clearStorage() {
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.FINE, "left for the next start: {0}", e.getMessage());
        }
    }

    /** As the node is configured. */
    private long longestStopMillis() {
        BundleContext context = framework.getBundleContext();
        ServiceReference<?> node = context == null ? null : context.getServiceReference(NODE);
        return node != null && node.getProperty(STOP_MILLIS) instanceof Long millis ? millis : LONGEST_STOP_MILLIS;
    }

    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }
}
