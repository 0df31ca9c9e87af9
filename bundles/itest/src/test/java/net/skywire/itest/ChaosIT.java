package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * App processes and the container are killed at random, as often as {@code -Dchaos.rounds} says; each time the others
 * are well, and in the end nothing is left.
 */
@Timeout(1800)
class ChaosIT {

    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 6);
    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());

    private static final Map<String, Integer> PORTS = Map.of("server", 10, "idle", 11, "jar", 12);

    @TempDir
    Path home;

    private ContainerProcess container;
    private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();

    private static Conf configuration(Path home) {
        String server =
                Path.of("src/test/resources/server-2019-09.py").toAbsolutePath().toString();
        Conf conf = Conf.of("server=10", "idle=11", "jar=12")
                .process("server", "python3", server)
                .ours("server", "init-name", "\"helloworld\"")
                .process("idle", "sh", "-c", init("idle") + "sleep 10000 & cat <&3 >/dev/null; wait")
                .process(
                        "jar",
                        home.resolve("bin/skywire-app").toString(),
                        "--name",
                        "jar",
                        "--version",
                        "1.0",
                        Product.ASSEMBLED
                                .resolve("samples/helloworld-server.jar")
                                .toString());
        PORTS.keySet().forEach(app -> conf.ours(app, "restart", "\"always\""));
        return conf;
    }

    private static String init(String app) {
        String body = "{\"app-name\":\"" + app + "\",\"app-version\":\"1.0\",\"protocol-version\":\"0.0.1\"}";
        int length = 2 + body.getBytes(StandardCharsets.UTF_8).length;
        return "printf '\\000\\" + Integer.toOctalString(length) + "\\000\\000" + body
                + "' >&4; head -c 8 <&3 >/dev/null; ";
    }

    @Test
    void leavesNothing() throws Exception {
        Random random = new Random(SEED);
        try (ContainerProcess started = new ContainerProcess(home, configuration(home))) {
            container = started;
            start();
            for (String app : PORTS.keySet()) {
                killApp(app);
            }
            int descriptors = container.descriptors();
            for (int round = 0; round < ROUNDS; round++) {
                String victim = List.of("idle", "jar", "server").get(random.nextInt(PORTS.size()));
                if (random.nextInt(4) == 0) {
                    killContainer();
                } else {
                    killApp(victim);
                }
            }
            Product.await("no more descriptors than at first", () -> noMore(descriptors));
            Product.await("the threads of three processes and no more", this::hasTheirThreadsOnly);
            assertTrue(container.stop());
            assertEquals(List.of(), container.strays(), () -> "seed " + SEED);
        }
        assertFalse(Files.exists(home.resolve("data/control.sock")));
        try (Stream<Path> left = Files.list(home.resolve("data/processes"))) {
            assertEquals(List.of(), left.toList(), () -> "seed " + SEED);
        }
    }

    private boolean noMore(int descriptors) {
        try {
            return container.descriptors() <= descriptors;
        } catch (IOException e) {
            return false;
        }
    }

    /** The guard of the processes is one itself, and waited for. */
    private boolean hasTheirThreadsOnly() {
        try {
            List<String> threads = container.threads();
            return of(threads, "skywire-read-") == PORTS.size()
                    && of(threads, "skywire-write-") <= PORTS.size()
                    && of(threads, "skywire-log-") == PORTS.size()
                    && of(threads, "skywire-wait-") == PORTS.size() + 1;
        } catch (IOException e) {
            return false;
        }
    }

    private static long of(List<String> threads, String kind) {
        return threads.stream().filter(name -> name.startsWith(kind)).count();
    }

    private void start() throws IOException {
        container.start();
        PORTS.keySet().forEach(this::awaitRunning);
    }

    private void awaitRunning(String app) {
        Product.await(
                app + " at work, seed " + SEED,
                () -> container.running(app, PORTS.get(app)).isPresent());
        processes.put(app, container.running(app, PORTS.get(app)).orElseThrow());
    }

    private void killApp(String app) throws IOException {
        ProcessHandle killed = processes.get(app);
        killed.destroyForcibly();
        Product.await("its end", () -> container.running(app, PORTS.get(app)).isEmpty());

        assertEquals("", container.ask("app restart " + app));

        awaitRunning(app);
        for (String other : PORTS.keySet()) {
            assertEquals(
                    processes.get(other),
                    container.running(other, PORTS.get(other)).orElseThrow());
        }
    }

    private void killContainer() throws Exception {
        container.kill();
        Product.await("the end of all, seed " + SEED, this::noStrays);
        start();
    }

    private boolean noStrays() {
        try {
            return container.strays().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
