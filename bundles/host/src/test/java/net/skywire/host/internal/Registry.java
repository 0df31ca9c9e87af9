package net.skywire.host.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.skywire.app.AppMain;
import net.skywire.app.HealthCheck;
import net.skywire.app.LoopHandler;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.host.NodeMode;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/** A real Felix with nothing in it but a host, which is told of services in the place of declarative services. */
final class Registry {

    private final Framework felix;
    final BundleContext context;
    final AppHost host;
    final Hosting hosting;
    final AppSuccession succession;
    private volatile NodeMode mode = NodeMode.EMBEDDED;

    Registry(Path storage) throws BundleException {
        felix = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        "felix.log.level",
                        "1",
                        Constants.FRAMEWORK_BSNVERSION,
                        Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                        Constants.FRAMEWORK_BOOTDELEGATION,
                        "net.skywire.*"));
        felix.start();
        context = felix.getBundleContext();
        hosting = new Hosting(context);
        host = new AppHost(hosting);
        succession = new AppSuccession(context, hosting);
        host.setSetting(() -> mode);
    }

    ServiceReference<AppMain> add(String app, AppMain main) {
        return add(properties(app), main);
    }

    ServiceReference<AppMain> add(Dictionary<String, Object> properties, AppMain main) {
        return add(context.getBundle(), properties, main);
    }

    /** The bundle's, which has started. */
    ServiceReference<AppMain> add(Bundle bundle, Dictionary<String, Object> properties, AppMain main) {
        ServiceRegistration<AppMain> registration =
                bundle.getBundleContext().registerService(AppMain.class, main, properties);
        host.addMain(main, registration.getReference());
        settle();
        return registration.getReference();
    }

    ServiceReference<LoopHandler> serve(String app, LoopHandler handler) {
        return serve(context.getBundle(), properties(app), handler);
    }

    /** The bundle's, which has started. */
    ServiceReference<LoopHandler> serve(Bundle bundle, Dictionary<String, Object> properties, LoopHandler handler) {
        ServiceRegistration<LoopHandler> registration =
                bundle.getBundleContext().registerService(LoopHandler.class, handler, properties);
        host.addHandler(handler, registration.getReference());
        settle();
        return registration.getReference();
    }

    void check(Bundle bundle, String app, HealthCheck check) {
        ServiceRegistration<HealthCheck> registration =
                bundle.getBundleContext().registerService(HealthCheck.class, check, properties(app));
        succession.addCheck(check, registration.getReference());
    }

    static Hashtable<String, Object> properties(String app) {
        return properties(app, "1.0");
    }

    static Hashtable<String, Object> properties(String app, String version) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("skywire.app.name", app);
        properties.put("skywire.app.version", version);
        return properties;
    }

    /** Stops a bundle, and says so to the host as declarative services would. */
    void stop(Bundle bundle) throws BundleException {
        if (bundle.getRegisteredServices() != null) {
            for (ServiceReference<?> reference : bundle.getRegisteredServices()) {
                Object service = bundle.getBundleContext().getService(reference);
                if (service instanceof AppMain main) {
                    host.removeMain(main, Registry.<AppMain>as(reference));
                } else if (service instanceof LoopHandler handler) {
                    host.removeHandler(handler, Registry.<LoopHandler>as(reference));
                }
            }
        }
        bundle.stop();
    }

    @SuppressWarnings("unchecked")
    private static <T> ServiceReference<T> as(ServiceReference<?> reference) {
        return (ServiceReference<T>) reference;
    }

    void setMode(NodeMode next) {
        mode = next;
        host.setSetting(() -> mode);
        settle();
    }

    static Map<String, Object> at(String where) {
        return Map.of("skywire.node", where);
    }

    /** Comes back when the host has done everything it was told before. */
    void settle() {
        host.removeNode(new SmallNode(), Map.of());
    }

    AppStatus status(String app) {
        return host.apps().stream()
                .filter(each -> each.name().equals(app))
                .findFirst()
                .orElseThrow();
    }

    void awaitState(String app, AppState state) {
        await(app + " " + state, () -> status(app).state() == state);
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertTrue(condition.getAsBoolean(), what);
    }

    /** A bundle that does nothing, started. */
    Bundle bundle(String name) throws IOException, BundleException {
        Bundle bundle = installed(name, name, Map.of());
        bundle.start();
        return bundle;
    }

    /** A bundle that does nothing, not yet started. */
    Bundle installed(String location, String name, Map<String, String> headers) throws IOException, BundleException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, "2.3.4.SNAPSHOT");
        headers.forEach(manifest.getMainAttributes()::putValue);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        return context.installBundle(location, new ByteArrayInputStream(jar.toByteArray()));
    }

    void close() throws BundleException, InterruptedException {
        succession.close();
        host.close();
        hosting.close();
        felix.stop();
        felix.waitForStop(10_000);
    }
}
