package net.skywire.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.skywire.host.AppFigures;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.jna.JnaLibC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReporterTest {

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration WATCHDOG = Duration.ofSeconds(2);

    private final LibC libc = new JnaLibC();
    private final Question question = new Question();
    private final LogLines log = new LogLines();
    private volatile List<AppStatus> apps = List.of();
    private Listening systemd;

    @BeforeEach
    void listen() throws IOException {
        systemd = new Listening(libc);
        question.add(() -> apps);
    }

    @AfterEach
    void close() throws Exception {
        systemd.close();
        log.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("skywire-systemd")) {
                assertTrue(ends(thread), thread.getName());
            }
        }
    }

    private static boolean ends(Thread thread) throws InterruptedException {
        thread.join(AMPLE.toMillis());
        return !thread.isAlive();
    }

    private Reporter reporter(Optional<Duration> watchdog) {
        return new Reporter(new Supervisor(systemd.address(), watchdog), question, () -> List.of(libc));
    }

    private static List<AppStatus> apps(AppState... states) {
        return java.util.Arrays.stream(states)
                .map(state -> new AppStatus("a", "1", "bundle", "embedded", state, OptionalInt.empty(), ""))
                .toList();
    }

    private String next() throws IOException {
        return systemd.next(AMPLE).orElseThrow();
    }

    @Test
    void saysThatTheContainerIsReadyAndThatItStops() throws Exception {
        apps = apps(AppState.RUNNING, AppState.FAILED, AppState.RUNNING, AppState.WAITING);
        try (Reporter reporter = reporter(Optional.empty())) {
            reporter.start();
            assertEquals("READY=1\nSTATUS=2 apps running, 1 waiting, 1 failed", next());

            reporter.stopping();

            assertEquals("STOPPING=1", next());
        }
    }

    @Test
    void tellsChangesTogetherAndNothingElse() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        question.add(() -> {
            asked.incrementAndGet();
            return Map.of();
        });
        try (Reporter reporter = reporter(Optional.empty())) {
            reporter.start();
            assertEquals("READY=1\nSTATUS=0 apps running", next());
            reporter.changed();
            assertEquals(Optional.empty(), systemd.next(Duration.ofMillis(1500)));

            Collections.nCopies(100, AppState.RUNNING).forEach(each -> {
                apps = apps(each);
                reporter.changed();
            });

            assertEquals(Optional.empty(), systemd.next(Duration.ofMillis(500)));
            assertEquals("STATUS=1 app running", next());
            assertEquals(Optional.empty(), systemd.next(Duration.ofMillis(1500)));
            assertEquals(3, asked.get());
        }
    }

    @Test
    void pingsEachHalfOfTheTime() throws Exception {
        try (Reporter reporter = reporter(Optional.of(Duration.ofSeconds(4)))) {
            reporter.start();
            assertEquals("READY=1\nSTATUS=0 apps running", next());
            assertEquals("WATCHDOG=1", next());

            assertEquals(Optional.empty(), systemd.next(Duration.ofMillis(1500)));
            assertEquals("WATCHDOG=1", next());
        }
    }

    @Test
    void pingsNeverMoreOftenThanEachSecond() throws Exception {
        try (Reporter reporter = reporter(Optional.of(Duration.ofMillis(400)))) {
            reporter.start();
            assertEquals("READY=1\nSTATUS=0 apps running", next());
            assertEquals("WATCHDOG=1", next());

            assertEquals(Optional.empty(), systemd.next(Duration.ofMillis(700)));
            assertEquals("WATCHDOG=1", next());
        }
    }

    @Test
    void doesNotPingWhileNobodyAnswers() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (Reporter reporter = reporter(Optional.of(WATCHDOG))) {
            reporter.start();
            assertEquals("READY=1\nSTATUS=0 apps running", next());
            question.add(() -> {
                asked.countDown();
                await(answer);
                return Map.of();
            });
            assertTrue(asked.await(10, TimeUnit.SECONDS));
            while (systemd.next(Duration.ofMillis(100)).isPresent()) {}

            assertEquals(Optional.empty(), systemd.next(WATCHDOG.multipliedBy(2)));
            answer.countDown();

            assertEquals("WATCHDOG=1", next());
            assertEquals(
                    List.of(
                            "WARNING systemd gets no ping, and ends this container if that goes on: the apps' states are"
                                    + " not told within 500 ms",
                            "INFO systemd gets its pings again"),
                    log.lines());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void doesNotPingWhereTheAnswerIsAFault() throws Exception {
        question.add((AppFigures) () -> {
            throw new IllegalStateException("broken");
        });
        try (Reporter reporter = reporter(Optional.of(WATCHDOG))) {
            reporter.start();

            assertEquals("READY=1", next());
            assertEquals(Optional.empty(), systemd.next(WATCHDOG));
            assertEquals(
                    List.of("WARNING systemd gets no ping, and ends this container if that goes on: asked for the apps'"
                            + " states, got java.lang.IllegalStateException: broken"),
                    log.lines());
        }
    }

    @Test
    void endsThoughNobodyAnswers() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        question.add(() -> {
            asked.countDown();
            await(never);
            return Map.of();
        });
        Reporter reporter = reporter(Optional.of(WATCHDOG));
        reporter.start();
        assertTrue(asked.await(10, TimeUnit.SECONDS));

        reporter.close();
    }

    @Test
    void saysOnceWhatSystemdDoesNotTake() throws Exception {
        Supervisor gone = new Supervisor(systemd.address() + "-gone", Optional.of(WATCHDOG));
        CountDownLatch asked = new CountDownLatch(3);
        question.add(() -> {
            asked.countDown();
            return Map.of();
        });
        try (Reporter reporter = new Reporter(gone, question, () -> List.of(libc))) {
            reporter.start();
            assertTrue(asked.await(20, TimeUnit.SECONDS));
        }

        assertEquals(List.of("WARNING systemd does not take READY=1: sendto: nobody answers (errno 111)"), log.lines());
    }

    @Test
    void saysWhatToDoWhereThereIsNoWayToSystemd() throws Exception {
        assertEquals("descriptors: expected a provider that works, found none", complaint(systemd.address()));
        assertEquals("expected a path or @ and a name in NOTIFY_SOCKET, got \"vsock:2:1\"", complaint("vsock:2:1"));
        String tooLong = "/" + "x".repeat(107);
        assertEquals("expected a socket's path of up to 107 bytes, got 108: " + tooLong, complaint(tooLong, libc));
    }

    private String complaint(String address, LibC... providers) throws Exception {
        log.lines().clear();
        Supervisor supervisor = new Supervisor(address, Optional.of(WATCHDOG));
        try (Reporter reporter = new Reporter(supervisor, question, () -> List.of(providers))) {
            reporter.start();
            while (log.lines().isEmpty()) {
                Thread.onSpinWait();
            }
        }
        String start =
                "WARNING systemd is not told that this container is ready, and waits for it in vain unless its unit"
                        + " has Type=exec and no WatchdogSec: ";
        assertEquals(1, log.lines().size());
        assertTrue(log.lines().get(0).startsWith(start), log.lines().get(0));
        return log.lines().get(0).substring(start.length());
    }
}
