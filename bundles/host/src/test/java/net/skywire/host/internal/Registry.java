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
    private volatile NodeMode mode = NodeMode.EMBEDDED;

    Registry(Path storage) throws BundleException {
        felix = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        "felix.log.level",
                        "1",
                        Constants.FRAMEWORK_BOOTDELEGATION,
                        "net.skywire.*"));
        felix.start();
        context = felix.getBundleContext();
        host = new AppHost(context);
        host.setSetting(() -> mode);
    }

    ServiceReference<AppMain> add(String app, AppMain main) {
        return add(properties(app), main);
    }

    ServiceReference<AppMain> add(Dictionary<String, Object> properties, AppMain main) {
        ServiceRegistration<AppMain> registration = context.registerService(AppMain.class, main, properties);
        host.addMain(main, registration.getReference());
        settle();
        return registration.getReference();
    }

    ServiceReference<LoopHandler> serve(String app, LoopHandler handler) {
        ServiceRegistration<LoopHandler> registration =
                context.registerService(LoopHandler.class, handler, properties(app));
        host.addHandler(handler, registration.getReference());
        settle();
        return registration.getReference();
    }

    static Hashtable<String, Object> properties(String app) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("skywire.app.name", app);
        properties.put("skywire.app.version", "1.0");
        return properties;
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
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, "2.3.4.SNAPSHOT");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        Bundle bundle = context.installBundle(name, new ByteArrayInputStream(jar.toByteArray()));
        bundle.start();
        return bundle;
    }

    void close() throws BundleException, InterruptedException {
        host.close();
        felix.stop();
        felix.waitForStop(10_000);
    }
}
