package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The whole product as processes of their own, under a node outside of it. */
@DisabledIfSystemProperty(named = "panama", matches = "true") // AttachIT has what depends on the Java
@Timeout(180)
class ContainerAsAppIT {

    private static final String SERVER = "helloworld-server";
    private static final String CLIENT = "helloworld-client";
    private static final int SIGTERM = 15;

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        home = folder.resolve("product");
        Unpacked.into(home);
        Product.trustSamples(home);
        Files.copy(home.resolve("samples/" + SERVER + ".jar"), home.resolve("apps/" + SERVER + ".jar"));
    }

    private Path script(String app, String command) throws IOException {
        Path script =
                Files.writeString(folder.resolve(app), "#!/bin/sh\nexec " + home + "/bin/" + command + " \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path client() throws IOException {
        return script(
                CLIENT, "skywire-app --name helloworld-client --version 1.0 " + home + "/samples/" + CLIENT + ".jar");
    }

    private static void play(OutsideNode node, Path client) throws IOException {
        Product.await("ping-pong", () -> {
            try {
                node.start(CLIENT, "1.0", 0, client, OutsideNode.KEY);
                return node.await(CLIENT).startsWith("0 ");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void isOneAppOfTheNodeThatStartsItAndEndsWithThePipes() throws Exception {
        try (OutsideNode node = new OutsideNode(home)) {
            node.start(SERVER, "1.0", 10, script(SERVER, "skywire-osgi run --app helloworld-server@1.0 --"));
            play(node, client());

            node.drop(SERVER);

            String said = node.await(SERVER);
            assertTrue(said.startsWith("0 "), said);
        }
    }

    @Test
    void saysInOneLineThatThereAreNoPipes() throws Exception {
        Process process = new ProcessBuilder(home.resolve("bin/skywire-osgi").toString(), "run", "--app", SERVER)
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(
                "skywire-osgi: expected a node's pipes on descriptors 3 and 4, found none; with --app, this is started"
                        + " by a node\n",
                said);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(1, process.exitValue());
    }

    @Test
    void endsWithCodeOneWhenTheNodeRefusesTheApp() throws Exception {
        try (OutsideNode node = new OutsideNode(home)) {
            node.start("other", "1.0", 10, script(SERVER, "skywire-osgi run --app helloworld-server --"));

            String said = node.await("other");

            assertTrue(said.startsWith("1 "), said);
        }
    }

    @Test
    void leavesShimsThatEndWhenItIsKilledAndMayComeBack() throws Exception {
        Files.writeString(
                home.resolve("conf/skywire-config.json"),
                Conf.of().node("attached").toString());
        try (OutsideNode node = new OutsideNode(home)) {
            for (int round = 0; round < 2; round++) {
                ProcessHandle container = container();
                node.start(SERVER, "1.0", 10, OutsideNode.shim(folder, SERVER, "1.0"));
                play(node, client());

                container.destroyForcibly();

                assertEquals("1 skywire-attach: the container has gone and the app with it", node.await(SERVER));
                Product.await("its end", () -> !container.isAlive());
            }
            command("start");
            node.start(SERVER, "1.0", 10, OutsideNode.shim(folder, SERVER, "1.0"));
            play(node, client());
            node.signal(SERVER, SIGTERM);
            assertEquals("0", node.await(SERVER));
        } finally {
            command("stop");
        }
    }

    private ProcessHandle container() throws Exception {
        command("start");
        return ProcessHandle.of(Long.parseLong(
                        Files.readString(home.resolve("data/skywire-osgi.pid")).strip()))
                .orElseThrow();
    }

    private void command(String word) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("bin/skywire-osgi").toString(), word).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SKYWIRE_CACHE", "off");
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), word);
        assertEquals(0, process.exitValue(), word);
    }
}
