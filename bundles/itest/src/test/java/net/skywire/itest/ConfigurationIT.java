package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.spi.NodeConnector;
import net.skywire.host.AppState;
import net.skywire.host.AutoStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The file, Config Admin and what runs say the same, whichever of the first two is changed. */
@Timeout(120)
class ConfigurationIT {

    private static final String APP_PID = "net.skywire.app";

    @TempDir
    Path home;

    private Path file;
    private Path peer;

    @BeforeEach
    void nameFiles() throws Exception {
        file = home.resolve("conf/skywire-config.json");
        peer = Crowd.peerProgram(home);
    }

    /** Two bundles and two processes, each of which gives back what it gets. */
    private Conf fourEchoes() {
        return Conf.of("one=101", "two=102", "three=103", "four=104", "dialer")
                .process("three", "perl", peer.toString(), "three", "echo")
                .process("four", "perl", peer.toString(), "four", "echo");
    }

    private Product start(Conf conf) throws Exception {
        Product product = new Product(home, conf);
        for (String bundle : new String[] {"one", "two"}) {
            product.put(AppJars.of(EchoApp.class, bundle, "1.0.0"), "apps/" + bundle + ".jar");
        }
        return product;
    }

    private static App dialer(Product product) throws IOException {
        var node = product.context().getServiceReference(NodeConnector.class);
        return product.context().getService(node).connect(new AppConfig("dialer", "1.0"));
    }

    private static Loop dial(App dialer, int port) throws IOException {
        return dialer.dial(new Addr(dialer.addr().orElseThrow().key(), port), Duration.ofSeconds(10));
    }

    private static void assertEchoes(Loop loop, int value) throws IOException {
        loop.write(ByteBuffer.wrap(new byte[] {(byte) value}));
        ByteBuffer echo = ByteBuffer.allocate(1);
        loop.read(echo);
        assertEquals(value, echo.get(0));
    }

    private static void assertEnds(Loop loop) throws IOException {
        loop.setReadTimeout(Duration.ofSeconds(30));
        assertEquals(-1, loop.read(ByteBuffer.allocate(1)));
    }

    private static Configuration configuration(Product product, String app) {
        try {
            return admin(product).getFactoryConfiguration(APP_PID, app, "?");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConfigurationAdmin admin(Product product) {
        var reference = product.context().getServiceReference(ConfigurationAdmin.class);
        return product.context().getService(reference);
    }

    private static void change(Product product, String app, String key, Object value) throws IOException {
        Configuration configuration = configuration(product, app);
        Dictionary<String, Object> properties = configuration.getProperties();
        properties.put(key, value);
        configuration.update(properties);
    }

    private void awaitInFile(String text) {
        Product.await(text + " in the file", () -> {
            try {
                return Files.readString(file).contains(text);
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void changesNoAppThatAChangeDoesNotConcern() throws Exception {
        try (Product product = start(fourEchoes())) {
            Map<String, Loop> loops = new HashMap<>();
            for (String app : new String[] {"one", "two", "three", "four"}) {
                product.awaitState(app, AppState.RUNNING);
            }
            App dialer = dialer(product);
            for (int i = 0; i < 4; i++) {
                loops.put(new String[] {"one", "two", "three", "four"}[i], dial(dialer, 101 + i));
            }
            String four = product.status("four").reason();

            product.configure(fourEchoes().entry("three", "port", "113"));
            Product.await("three on its new port", () -> hasPort(product, "three", 113));
            assertEnds(loops.get("three"));
            change(product, "one", "args", new String[] {"changed"});
            assertEnds(loops.get("one"));
            product.awaitState("one", AppState.RUNNING);

            assertEquals(four, product.status("four").reason(), "the process");
            assertEchoes(loops.get("two"), 2);
            assertEchoes(loops.get("four"), 4);
            assertEchoes(dial(dialer, 113), 3);
            assertEchoes(dial(dialer, 101), 1);
            dialer.close();
        }
    }

    private static boolean hasPort(Product product, String app, int port) {
        return product.status(app) != null && product.status(app).port().orElse(0) == port;
    }

    @Test
    void movesABundleToItsNewPortAndTwoToEachOthers() throws Exception {
        try (Product product = start(Conf.of("one=101", "two=102"))) {
            product.awaitState("one", AppState.RUNNING);
            product.awaitState("two", AppState.RUNNING);

            product.configure(Conf.of("one=102", "two=101"));

            Product.await("one on its new port", () -> hasPort(product, "one", 102));
            Product.await("two on its new port", () -> hasPort(product, "two", 101));
        }
    }

    @Test
    void writesChangesOfConfigAdminIntoTheFile() throws Exception {
        Conf conf = Conf.of("one=101", "two").with("colour", "{\"of\": [\"the\", {\"sky\": null}]}");
        try (Product product = start(conf)) {
            product.awaitState("one", AppState.RUNNING);
            assertEquals(101L, configuration(product, "one").getProperties().get("port"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

            change(product, "one", "port", 111);
            Product.await("one on its new port", () -> hasPort(product, "one", 111));
            awaitInFile("111");
            configuration(product, "two").delete();
            Product.await("the end of two", () -> !text().contains("two"));
            Configuration fresh = admin(product).createFactoryConfiguration(APP_PID, "?");
            fresh.update(new java.util.Hashtable<>(Map.of("app", "six", "restart", "always", "limits.nice", 5)));
            awaitInFile("\"limits\"");

            assertTrue(text().contains("\"colour\""), "what nobody knows is kept");
            assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertEquals("six", fresh.getProperties().get("app"));
        }
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void putsBackWhatIsWrongInConfigAdmin() throws Exception {
        try (Product product = start(Conf.of("one=101", "two=102"))) {
            product.awaitState("one", AppState.RUNNING);
            String before = text();

            change(product, "one", "port", 102);
            Product.await("the old port", () -> Long.valueOf(101)
                    .equals(configuration(product, "one").getProperties().get("port")));

            assertEquals(before, text());
            assertTrue(hasPort(product, "one", 101));
        }
    }

    @Test
    void letsABundleWaitUntilItsAutoStartIsOnAndKeepsThat() throws Exception {
        try (Product product = start(Conf.of("one=101", "two").entry("one", "auto_start", "false"))) {
            product.awaitState("two", AppState.RUNNING);
            Product.await(
                    "one that waits",
                    () -> product.status("one") != null
                            && product.status("one").reason().contains("auto_start"));
            assertEquals(AppState.WAITING, product.status("one").state());

            change(product, "one", "auto_start", true);

            product.awaitState("one", AppState.RUNNING);
            awaitInFile("\"auto_start\" : true");
            assertFalse(text().contains("false"));

            autoStart(product, "one", false);

            assertTrue(text().contains("false"));
            assertEquals(false, configuration(product, "one").getProperties().get("auto_start"));
            assertEquals(AppState.RUNNING, product.status("one").state());
            IOException thrown = assertThrows(IOException.class, () -> autoStart(product, "six", true));
            assertEquals("there is no app six on the node's list", thrown.getMessage());
        }
    }

    private static void autoStart(Product product, String app, boolean on) throws IOException {
        var reference = product.context().getServiceReference(AutoStart.class);
        product.context().getService(reference).set(app, on);
    }

    @Test
    void endsABundleThatLeavesTheListAndLetsItInAgain() throws Exception {
        try (Product product = start(Conf.of("one", "two"))) {
            product.awaitState("one", AppState.RUNNING);

            product.configure(Conf.of("two"));
            product.awaitState("one", AppState.FAILED);
            assertEquals(
                    "unexpected app: \"one\" is not on the node's list of apps",
                    product.status("one").reason());

            product.configure(Conf.of("one", "two"));
            product.awaitState("one", AppState.RUNNING);
        }
    }

    @Test
    void changesNothingForAnEditWithAFault() throws Exception {
        try (Product product = start(Conf.of("one=101", "two"))) {
            product.awaitState("one", AppState.RUNNING);
            product.awaitState("two", AppState.RUNNING);

            product.configure(Conf.of("one=111", "two").entry("two", "port", "70000"));
            product.configure(Conf.of("one=121", "two"));

            Product.await("one on its new port", () -> hasPort(product, "one", 121));
            assertEquals(AppState.RUNNING, product.status("two").state());
        }
    }

    @Test
    void leavesOutAnAppWhoseEntryIsWrongAtTheStart() throws Exception {
        try (Product product = start(Conf.of("one=101", "two").entry("two", "port", "70000"))) {
            product.awaitState("one", AppState.RUNNING);
            product.awaitState("two", AppState.FAILED);

            assertEquals(
                    "unexpected app: its entry is wrong: $.apps[1].port: expected a number in 1..65535, got 70000",
                    product.status("two").reason());
        }
    }

    @Test
    void makesKeysThatLastAndThatNobodyElseReads() throws Exception {
        String key;
        try (Product product = start(Conf.of("one", "dialer"))) {
            App dialer = dialer(product);
            key = dialer.addr().orElseThrow().key().toString();
            dialer.close();
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("data/node.key"))));
        assertEquals(key + "\n", Files.readString(home.resolve("data/node.pub")));
        try (Product product = new Product(home, Conf.of("dialer"))) {
            App dialer = dialer(product);
            assertEquals(key, dialer.addr().orElseThrow().key().toString());
            dialer.close();
        }
    }

    @Test
    void isMadeAndCheckedByTheProductsCommand() throws Exception {
        Path mine = home.resolve("mine.json");

        assertEquals(0, command("gen-config", mine.toString()));
        assertEquals(0, command("check-config", mine.toString()));
        Files.writeString(mine, Files.readString(mine).replace("\"apps\": []", "\"apps\": [{}]"));
        assertEquals(1, command("check-config", mine.toString()));
    }

    private static int command(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(words));
        command.add(0, Product.ASSEMBLED.resolve("bin/skywire-osgi").toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }
}
