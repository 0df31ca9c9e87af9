package net.skywire.itest.arm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.skywire.itest.Conf;
import net.skywire.itest.OutsideNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole product on processors that this machine has not. */
@Tag("arm")
@Timeout(900)
class ContainerOnArmIT {

    private static final String SERVER = "helloworld-server";
    private static final String CLIENT = "helloworld-client";
    private static final int SIGTERM_ENDED = 128 + 15;

    /** QEMU itself has a fault in about one of thirty runs of a JVM of 32 bits. */
    private static final int ATTEMPTS = 3;

    @TempDir(factory = InMemory.class)
    Path home;

    @TempDir
    Path programs;

    /**
     * The process has 10 s for its Init. It has the Java that starts soonest, and so little to do that compiling it for the
     * emulator takes longer than that.
     */
    private static Conf configuration(ArmJava java, Path home) {
        ArmJava soonest = java == ArmJava.AARCH64_25 ? ArmJava.AARCH64_17 : java;
        Path product = Path.of(System.getProperty("product"));
        String options = "-Xint -Djava.library.path=" + product.resolve("lib/native/linux-" + java.machine);
        String sample = product.resolve("samples/" + CLIENT + ".jar").toString();
        return Conf.of(SERVER + "=10", CLIENT)
                .process("process", home.resolve("bin/skywire-app").toString(), "--name", "process", sample)
                .entry("process", "auto_start", "false")
                .ours(
                        "process",
                        "environment",
                        "{\"JAVA_HOME\": \"" + soonest.home() + "\", \"SKYWIRE_JAVA_OPTS\": \"" + options + "\"}")
                .ours("process", "restart", "\"on-failure\""); // on a busy machine 10 s may be short
    }

    @ParameterizedTest
    @EnumSource
    void playsPingPongBetweenBundlesProcessesAndAnOutsideNode(ArmJava java) throws Exception {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                plays(java, Files.createDirectory(home.resolve(Integer.toString(attempt))));
                return;
            } catch (EmulatorCrash e) {
                System.out.println(java + ", attempt " + attempt + ": " + e.getMessage());
            }
        }
        fail("the emulator has crashed " + ATTEMPTS + " times");
    }

    private void plays(ArmJava java, Path home) throws Exception {
        try (ArmContainer container = new ArmContainer(java, home, programs, configuration(java, home))) {
            container.prepare();
            container.drop(SERVER);
            long begun = System.nanoTime();
            container.start();
            container.awaitStatus(SERVER + " .* embedded +running +10 .*");
            container.drop(CLIENT);
            container.awaitLog("pong from");
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            System.out.println("start to first pong, " + java + ": " + millis + " ms");
            assertTrue(millis < 60_000, () -> millis + " ms");

            String status = container.ask("status");
            assertTrue(status.contains("codec: " + java.codec + '\n'), status);

            container.ask("app start process");
            container.awaitStatus("process .* process +embedded +stopped .* ended by itself");
            assertTrue(container.log().contains("descriptors by " + java.provider), container::log);

            container.configure(Conf.of().node("attached"));
            container.redeploy(CLIENT);
            container.awaitStatus(SERVER + " .* waiting .* for an outside node to start it as .*");
            container.awaitStatus(CLIENT + " .* waiting .* for an outside node to start it as .*");
            playWithAnOutsideNode(container);
            assertEquals(SIGTERM_ENDED, container.stop(), container::log);
        }
    }

    private static void playWithAnOutsideNode(ArmContainer container) throws Exception {
        try (OutsideNode node = new OutsideNode(container.home())) {
            node.start(SERVER, "1.0", 10, container.program("skywire-attach", SERVER + ".v1.0"));
            container.awaitStatus(SERVER + " .* attached +running .*");

            node.start(CLIENT, "1.0", 0, container.program("skywire-attach", CLIENT + ".v1.0"), OutsideNode.KEY);

            assertEquals("0", node.await(CLIENT), container::log);
        }
    }
}
