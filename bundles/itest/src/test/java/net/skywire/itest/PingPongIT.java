package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.Loop;
import net.skywire.host.AppState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

@Timeout(120)
class PingPongIT {

    private static final String SERVER = "helloworld-server";
    private static final String CLIENT = "helloworld-client";

    @TempDir
    Path home;

    @Test
    void goesThroughTheNodeBetweenTwoBundles() throws Exception {
        try (Product product = new Product(home, both())) {
            product.dropSample("helloworld-server");
            product.awaitState("helloworld-server", AppState.RUNNING);
            product.dropSample("helloworld-client");
            product.awaitState("helloworld-client", AppState.STOPPED);

            assertEquals("ended by itself", product.status("helloworld-client").reason());
            assertEquals(10, product.status("helloworld-server").port().getAsInt());
        }
    }

    @Test
    void goesThroughTheNodeBetweenTwoProcesses() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Conf configuration = both().process(SERVER, java, "-jar", sample(SERVER));
        try (Product product = new Product(home, configuration)) {
            product.awaitState("helloworld-server", AppState.RUNNING);
            assertEquals("process", product.status("helloworld-server").kind());

            product.configure(configuration.process(CLIENT, java, "-jar", sample(CLIENT)));

            product.awaitState("helloworld-client", AppState.STOPPED);
            assertEquals("ended by itself", product.status("helloworld-client").reason());
            assertEquals(AppState.RUNNING, product.status("helloworld-server").state());
        }
        assertTrue(ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }

    private static Conf both() {
        return Conf.of(SERVER + "=10", CLIENT);
    }

    private static String sample(String app) {
        return Product.ASSEMBLED.resolve("samples").resolve(app + ".jar").toString();
    }

    @Test
    void takesTheBetterProviderOfDescriptorsWhereThereIsOne() throws Exception {
        boolean panama = Boolean.getBoolean("panama");
        try (Product product = new Product(home, both())) {
            Bundle bundle = product.bundle("net.skywire.pipe.panama");

            assertEquals(panama, Runtime.version().feature() >= 22, "the JVM of this run");
            if (panama) {
                assertEquals(Bundle.ACTIVE, bundle.getState());
            } else if (bundle != null) {
                assertEquals(Bundle.INSTALLED, bundle.getState(), "left unresolved");
            }
        }
    }

    @Test
    void isLetInWhenTheConfigurationSaysSo() throws Exception {
        try (Product product = new Product(home, Conf.of())) {
            product.dropSample("helloworld-server");
            product.awaitState("helloworld-server", AppState.FAILED);
            assertEquals(
                    "unexpected app: \"helloworld-server\" is not on the node's list of apps",
                    product.status("helloworld-server").reason());

            product.configure("{ not JSON");
            product.configure(both());

            product.awaitState("helloworld-server", AppState.RUNNING);
        }
    }

    @Test
    void canBePlayedByAnyBundleThatTakesTheAppsService() throws Exception {
        try (Product product = new Product(home, Conf.of("helloworld-server=10", "echo=100"))) {
            product.dropSample("helloworld-server");
            product.awaitState("helloworld-server", AppState.RUNNING);
            product.put(AppJars.of(EchoApp.class, "echo", "1.0.0"), "apps/echo.jar");
            product.awaitState("echo", AppState.RUNNING);
            ServiceReference<App> reference = product.context()
                    .getServiceReferences(App.class, "(skywire.app.name=helloworld-server)")
                    .iterator()
                    .next();
            assertEquals(10, reference.getProperty("skywire.app.port"));

            App app = product.context().getService(reference);
            Loop loop = app.dial(new Addr(app.addr().orElseThrow().key(), 100), Duration.ofSeconds(10));
            loop.write(ByteBuffer.wrap(new byte[] {7}));
            ByteBuffer echo = ByteBuffer.allocate(1);
            loop.read(echo);

            assertEquals(7, echo.get(0));
            product.context().ungetService(reference);
            assertTrue(!loop.isOpen(), "the loop has gone with the service");
        }
    }

    @Test
    void leavesNothingOfARemovedApp() throws Exception {
        try (Product product = new Product(home, both())) {
            product.dropSample("helloworld-server");
            product.awaitState("helloworld-server", AppState.RUNNING);
            assertNotNull(product.bundle("net.skywire.helloworld.server"));

            product.remove("helloworld-server.jar");

            Product.await("the end of the bundle", () -> product.bundle("net.skywire.helloworld.server") == null);
            Product.await("the end of the app", () -> product.status("helloworld-server") == null);
            assertNull(product.context().getServiceReference(App.class));
        }
    }
}
