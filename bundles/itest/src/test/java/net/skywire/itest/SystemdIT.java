package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container tells systemd, or who stands for it. */
@Timeout(180)
class SystemdIT {

    private static final String SERVER =
            Path.of("src/test/resources/server-2019-09.py").toAbsolutePath().toString();

    private static final Duration WATCHDOG = Duration.ofSeconds(4);

    @TempDir
    Path home;

    private Map<String, String> environment(String socket) {
        return Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", Long.toString(WATCHDOG.toNanos() / 1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOME/systemd.sock", "@skywire-PID"})
    void hearsOfEveryTurn(String pattern) throws Exception {
        String socket = pattern.replace("HOME", home.toString())
                .replace("PID", Long.toString(ProcessHandle.current().pid()));
        Conf conf =
                Conf.of("server=10").process("server", "python3", SERVER).ours("server", "init-name", "\"helloworld\"");
        try (SystemdListener systemd = new SystemdListener(socket);
                ContainerProcess container = new ContainerProcess(home, conf)) {
            container.start(environment(socket));

            assertTrue(systemd.next().startsWith("READY=1|STATUS="));
            Product.await("the app", () -> container.running("server", 10).isPresent());
            assertTrue(systemd.next("WATCHDOG=1").startsWith("WATCHDOG=1"));
            container.ask("app stop server");
            assertEquals("STATUS=0 apps running, 1 stopped", status(systemd));
            container.ask("app start server");
            assertEquals("STATUS=1 app running", lastStatus(systemd));
            systemd.next("WATCHDOG=1");
            assertTrue(container.threads().contains("skywire-systemd"));

            assertTrue(container.stop());

            systemd.next("STOPPING=1");
            assertTrue(systemd.isSilent("", Duration.ofMillis(100)));
            assertFalse(log().contains("WARNING net.skywire.systemd"), log());
        }
    }

    /** The next status, also where it comes with a ping. */
    private static String status(SystemdListener systemd) throws InterruptedException {
        while (true) {
            String message = systemd.next();
            if (message.contains("STATUS=")) {
                return message.substring(message.indexOf("STATUS="));
            }
        }
    }

    /** It may be said first that the app waits for the answer to its init. */
    private static String lastStatus(SystemdListener systemd) throws InterruptedException {
        String status = status(systemd);
        return status.equals("STATUS=0 apps running, 1 waiting") ? status(systemd) : status;
    }

    @Test
    void getsNoPingWhileTheContainerIsStuck() throws Exception {
        String socket = home.resolve("systemd.sock").toString();
        try (SystemdListener systemd = new SystemdListener(socket);
                ContainerProcess container = new ContainerProcess(home, Conf.of())) {
            container.addBundle(StuckSource.jar());
            container.start(environment(socket));
            systemd.next("WATCHDOG=1");

            Path stuck = Files.createFile(home.resolve("stuck"));
            Product.await("the warning", () -> log().contains("systemd gets no ping, and ends this container"));
            systemd.forget();

            assertTrue(systemd.isSilent("WATCHDOG=1", WATCHDOG));
            Files.delete(stuck);
            systemd.next("WATCHDOG=1");
            assertTrue(log().contains("systemd gets its pings again"));

            Files.createFile(stuck);
            Product.await("another warning", () -> log().split("systemd gets no ping", -1).length == 3);
            assertTrue(container.stop());
            systemd.next("STOPPING=1");
        }
    }

    @Test
    void isSpokenToByTheContainerAlone() throws Exception {
        String socket = home.resolve("systemd.sock").toString();
        Path seen = home.resolve("seen");
        Conf conf =
                Conf.of().process("talker", "sh", "-c", "env > seen.new && mv seen.new '" + seen + "'; exec cat <&3");
        try (SystemdListener systemd = new SystemdListener(socket);
                ContainerProcess container = new ContainerProcess(home, conf)) {
            container.start(environment(socket));
            systemd.next("READY=1");
            Product.await("the app", () -> Files.exists(seen));

            List<String> environment = Files.readAllLines(seen);

            assertTrue(environment.stream().anyMatch(each -> each.startsWith("SKYWIRE_PROCESS=")));
            assertFalse(environment.stream()
                    .anyMatch(each -> each.startsWith("NOTIFY_SOCKET=") || each.startsWith("WATCHDOG_")));
        }
    }

    @Test
    void isNotThereForContainersStartedOtherwise() throws Exception {
        try (ContainerProcess container = new ContainerProcess(home, Conf.of())) {
            container.start(Map.of());

            assertFalse(container.threads().contains("skywire-systemd"));
            assertFalse(log().contains("systemd"), log());
        }
    }

    private String log() {
        try (Stream<Path> files = Files.list(home.resolve("data/log"))) {
            Path file = files.filter(each -> each.toString().endsWith(".0.log"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
