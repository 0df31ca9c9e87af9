package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Apps of the container at a node outside of it, by skywire-attach. */
@Timeout(180)
class AttachIT {

    private static final String SERVER = "helloworld-server";
    private static final String CLIENT = "helloworld-client";
    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;

    @TempDir
    Path home;

    private Path programs;

    @BeforeEach
    void makeFolders() throws IOException {
        programs = Files.createDirectories(home.resolve("programs"));
    }

    private ProcessHandle attach(OutsideNode node, String app, int port, String... arguments) throws IOException {
        return node.start(app, "1.0", port, OutsideNode.shim(programs, app, "1.0"), arguments);
    }

    private Product product(String... samples) throws Exception {
        Product product = new Product(home, Conf.of().node("attached"));
        for (String sample : samples) {
            product.dropSample(sample);
        }
        Product.await("the socket", () -> isClosedToOthers(home.resolve("data/attach.sock")));
        return product;
    }

    private static boolean isClosedToOthers(Path socket) {
        try {
            return Files.exists(socket)
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))
                            .equals("rw-------");
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitWaiting(Product product, String app) {
        Product.await(app + " waits", () -> {
            AppStatus status = product.status(app);
            return status != null
                    && status.state() == AppState.WAITING
                    && status.reason().equals("for an outside node to start it as " + app + " 1.0");
        });
    }

    @Test
    void holdsSeveralAppsOfANodeAndStartsThemWheneverItDoes() throws Exception {
        try (Product product = product(SERVER, CLIENT);
                OutsideNode node = new OutsideNode(home)) {
            awaitWaiting(product, SERVER);
            attach(node, SERVER, 10);
            product.awaitState(SERVER, AppState.RUNNING);
            assertEquals("attached", product.status(SERVER).node());

            for (int round = 0; round < 3; round++) {
                attach(node, CLIENT, 0, OutsideNode.KEY);
                assertEquals("0", node.await(CLIENT));
                product.awaitState(CLIENT, AppState.STOPPED);
                assertEquals("ended by itself", product.status(CLIENT).reason());
            }

            attach(node, CLIENT, 0);
            assertEquals(
                    "1 skywire-attach: expected the server's public key as an argument, got none", node.await(CLIENT));
            product.awaitState(CLIENT, AppState.FAILED);
            assertEquals(AppState.RUNNING, product.status(SERVER).state());
        }
    }

    @Test
    void endsAnAppWhenItsNodeStopsIt() throws Exception {
        try (Product product = product(SERVER, CLIENT);
                OutsideNode node = new OutsideNode(home)) {
            attach(node, SERVER, 10);
            product.awaitState(SERVER, AppState.RUNNING);

            node.signal(SERVER, SIGTERM);

            assertEquals("0", node.await(SERVER));
            awaitWaiting(product, SERVER);
            attach(node, SERVER, 10);
            product.awaitState(SERVER, AppState.RUNNING);
            attach(node, CLIENT, 0, OutsideNode.KEY);
            assertEquals("0", node.await(CLIENT));
        }
    }

    @Test
    void endsAnAppWithItsShim() throws Exception {
        try (Product product = product(SERVER);
                OutsideNode node = new OutsideNode(home)) {
            attach(node, SERVER, 10);
            product.awaitState(SERVER, AppState.RUNNING);

            node.signal(SERVER, SIGKILL);

            assertEquals("-9", node.await(SERVER));
            awaitWaiting(product, SERVER);
            attach(node, SERVER, 10);
            product.awaitState(SERVER, AppState.RUNNING);
        }
    }

    @Test
    void endsAnAppAndItsShimWithThePipes() throws Exception {
        try (Product product = product(SERVER);
                OutsideNode node = new OutsideNode(home)) {
            attach(node, SERVER, 10);
            product.awaitState(SERVER, AppState.RUNNING);

            node.drop(SERVER);

            assertEquals("0", node.await(SERVER));
            awaitWaiting(product, SERVER);
        }
    }

    @Test
    void leavesNothingOfANodeThatIsKilled() throws Exception {
        try (Product product = product(SERVER, CLIENT);
                OutsideNode node = new OutsideNode(home)) {
            ProcessHandle shim = attach(node, SERVER, 10);
            product.awaitState(SERVER, AppState.RUNNING);

            node.kill();

            Product.await("the end of the shim", () -> !shim.isAlive());
            awaitWaiting(product, SERVER);
            try (OutsideNode next = new OutsideNode(home)) {
                attach(next, SERVER, 10);
                product.awaitState(SERVER, AppState.RUNNING);
                attach(next, CLIENT, 0, OutsideNode.KEY);
                assertEquals("0", next.await(CLIENT));
            }
        }
    }

    @Test
    void opensNothingMoreWithEveryAppThatComesAndGoes() throws Exception {
        try (Product product = product(SERVER);
                OutsideNode node = new OutsideNode(home)) {
            long before = 0;
            for (int round = 0; round < 30; round++) {
                attach(node, SERVER, 10);
                product.awaitState(SERVER, AppState.RUNNING);
                node.signal(SERVER, round % 2 == 0 ? SIGTERM : SIGKILL);
                node.await(SERVER);
                awaitWaiting(product, SERVER);
                before = round == 10 ? pipesAndSockets() : before;
            }
            long settled = before;
            Product.await("no more open than " + settled, () -> pipesAndSockets() <= settled);
        }
    }

    private static long pipesAndSockets() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(AttachIT::isPipeOrSocket).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPipeOrSocket(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void refusesASecondShimOfOneApp() throws Exception {
        try (Product product = product(SERVER);
                OutsideNode node = new OutsideNode(home);
                OutsideNode other = new OutsideNode(home)) {
            attach(node, SERVER, 10);
            product.awaitState(SERVER, AppState.RUNNING);

            attach(other, SERVER, 10);

            assertEquals("1 skywire-attach: app helloworld-server is attached already", other.await(SERVER));
            assertEquals(AppState.RUNNING, product.status(SERVER).state());
        }
    }

    @Test
    void tellsTheNodeThatTheAppIsNotHere() throws Exception {
        System.setProperty("skywire.attach.wait", "1");
        try (Product product = product(SERVER);
                OutsideNode node = new OutsideNode(home)) {
            attach(node, "chat", 1);
            assertEquals("1 skywire-attach: no app chat 1.0 is deployed here", node.await("chat"));

            node.start(SERVER, "2.0", 10, OutsideNode.shim(programs, SERVER, "2.0"));
            assertEquals(
                    "1 skywire-attach: app helloworld-server 1.0 is deployed here, and not helloworld-server 2.0",
                    node.await(SERVER));
            awaitWaiting(product, SERVER);
        } finally {
            System.clearProperty("skywire.attach.wait");
        }
    }

    @Test
    void waitsForAnAppThatIsDeployedSoon() throws Exception {
        try (Product product = product();
                OutsideNode node = new OutsideNode(home)) {
            attach(node, SERVER, 10);
            product.dropSample(SERVER);

            product.awaitState(SERVER, AppState.RUNNING);
        }
    }

    @Test
    void tellsWhatTheNodeHasAgainstTheApp() throws Exception {
        try (Product product = product(SERVER);
                OutsideNode node = new OutsideNode(home)) {
            node.start("other", "1.0", 10, shimOfAnother("other", SERVER));

            assertEquals("1 skywire-attach: unexpected app", node.await("other"));
            product.awaitState(SERVER, AppState.FAILED);
            assertEquals("unexpected app", product.status(SERVER).reason());

            attach(node, SERVER, 10);
            product.awaitState(SERVER, AppState.RUNNING);
        }
    }

    private Path shimOfAnother(String called, String app) throws IOException {
        Path script = programs.resolve(called);
        Files.writeString(
                script,
                "#!/bin/sh\nSKYWIRE_APP_NAME=" + app + " exec " + OutsideNode.shim(programs, called, "1.0")
                        + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    @Test
    void letsEachAppHaveItsNodeWhereBothAre() throws Exception {
        Conf listed = Conf.of("helloworld-server=10");
        try (Product product = new Product(home, listed.node("both"));
                OutsideNode node = new OutsideNode(home)) {
            product.dropSample(SERVER);
            product.dropSample(CLIENT);
            product.awaitState(SERVER, AppState.RUNNING);
            awaitWaiting(product, CLIENT);
            assertEquals("embedded", product.status(SERVER).node());

            product.configure(listed.node("attached"));
            awaitWaiting(product, SERVER);
            attach(node, SERVER, 10);
            product.awaitState(SERVER, AppState.RUNNING);
            assertEquals("attached", product.status(SERVER).node());

            product.configure(listed.node("embedded"));
            assertEquals("0", node.await(SERVER));
            Product.await(
                    "the embedded node", () -> product.status(SERVER).node().equals("embedded"));
            Product.await("no socket", () -> !Files.exists(home.resolve("data/attach.sock")));
            product.awaitState(CLIENT, AppState.FAILED);
        }
    }

    @Test
    void letsASingleAppHaveAnOutsideNode() throws Exception {
        Conf listed = Conf.of("helloworld-server=10", "helloworld-client").ours(SERVER, "node", "\"attached\"");
        try (Product product = new Product(home, listed);
                OutsideNode node = new OutsideNode(home)) {
            product.dropSample(SERVER);
            awaitWaiting(product, SERVER);
            attach(node, SERVER, 10);
            product.awaitState(SERVER, AppState.RUNNING);

            assertEquals("attached", product.status(SERVER).node());
        }
    }

    @Test
    void tellsTheNodeThatThereIsNoContainer() throws Exception {
        try (OutsideNode node = new OutsideNode(home)) {
            attach(node, SERVER, 10);

            String said = node.await(SERVER);

            assertTrue(said.startsWith("1 skywire-attach: expected a container at " + home), said);
        }
    }

    @Test
    void endsWellWithAContainerThatStops() throws Exception {
        try (OutsideNode node = new OutsideNode(home)) {
            try (Product product = product(SERVER)) {
                attach(node, SERVER, 10);
                product.awaitState(SERVER, AppState.RUNNING);
            }
            assertEquals("0", node.await(SERVER));
        }
    }

    @Test
    void holdsAsManyAppsAsItsLimit() throws Exception {
        try (Product product = product();
                OutsideNode node = new OutsideNode(home)) {
            for (int count = 1; count <= 64; count++) {
                product.put(AppJars.of(EchoApp.class, "echo-" + count, "1.0.0"), "apps/echo-" + count + ".jar");
                attach(node, "echo-" + count, 100 + count);
            }
            for (int count = 1; count <= 64; count++) {
                product.awaitState("echo-" + count, AppState.RUNNING);
            }

            attach(node, SERVER, 10);

            assertEquals("1 skywire-attach: expected up to 64 attached apps, got another", node.await(SERVER));
            List<String> threads = Product.threads();
            assertTrue(threads.stream().filter("skywire-attach"::equals).count() == 1, threads::toString);
        }
    }
}
