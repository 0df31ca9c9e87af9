package net.skywire.app.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import net.skywire.app.LoopListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AppRunnerTest {

    private static final LoopHandler IDLE = loop -> {};

    private final QueuedApp app = new QueuedApp();
    private final AppThreads threads = new AppThreads("runner-test");
    private final BlockingQueue<Optional<String>> ends = new LinkedBlockingQueue<>();
    private final AppRunner runner = new AppRunner(app, threads, Duration.ofMillis(200), ends::add);

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void tellsThatAnAppHasEndedWhenItsLastMainReturns() throws Exception {
        CountDownLatch release = new CountDownLatch(1);

        runner.start(List.of(main -> release.await(), main -> {}), List.of());
        assertTrue(ends.isEmpty());
        release.countDown();

        assertEquals(Optional.empty(), ends.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void keepsAnAppWithAHandlerGoingAfterItsMainHasReturned() throws Exception {
        CountDownLatch returned = new CountDownLatch(1);
        SilentLoop loop = new SilentLoop();

        runner.start(List.of(main -> returned.countDown()), List.of(IDLE));
        assertTrue(returned.await(10, TimeUnit.SECONDS));
        app.offer(loop);

        assertTrue(loop.closed.await(10, TimeUnit.SECONDS));
        assertTrue(ends.isEmpty());
    }

    @Test
    void reportsTheFirstLineOfAFault() throws Exception {
        runner.start(fails(new IOException("no disk\nand more")), List.of());

        assertEquals(Optional.of("no disk"), ends.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void namesAFaultWithoutAMessage() throws Exception {
        runner.start(fails(new IOException()), List.of());

        assertEquals(Optional.of("IOException"), ends.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void saysInOneLineWhereABugIs() throws Exception {
        runner.start(fails(new IllegalStateException("bug")), List.of());

        String fault = ends.poll(10, TimeUnit.SECONDS).orElseThrow();
        assertTrue(fault.startsWith("IllegalStateException: bug at net.skywire.app.spi.AppRunnerTest."), fault);
        assertEquals(1, fault.lines().count());
    }

    private static List<AppMain> fails(Exception fault) {
        return List.of(main -> {
            throw fault;
        });
    }

    @Test
    void reportsAnEndOnce() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        AppMain failing = main -> {
            both.countDown();
            both.await();
            throw new IOException("fault");
        };

        runner.start(List.of(failing, failing), List.of());

        assertEquals(Optional.of("fault"), ends.poll(10, TimeUnit.SECONDS));
        runner.close();
        assertTrue(threads.awaitEnd(Duration.ofSeconds(10)));
        assertTrue(ends.isEmpty());
    }

    @Test
    void takesNothingMoreOnceItIsOver() throws Exception {
        runner.start(List.of(main -> {}), List.of());
        ends.poll(10, TimeUnit.SECONDS);

        assertFalse(runner.start(List.of(main -> {}), List.of()));
    }

    @Test
    void refusesASecondHandler() {
        assertThrows(IllegalArgumentException.class, () -> runner.start(List.of(), List.of(IDLE, IDLE)));

        assertTrue(runner.start(List.of(), List.of(IDLE)));
        var thrown = assertThrows(IllegalArgumentException.class, () -> runner.start(List.of(), List.of(IDLE)));

        assertEquals("app queued: expected one LoopHandler, got several", thrown.getMessage());
    }

    @Test
    void goesOnWithOtherLoopsWhenOneFails() throws Exception {
        BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>(
                List.of(new IOException("broken"), new IllegalStateException("bug"), new AssertionError("bug")));

        runner.start(List.of(), List.of(loop -> fail(faults.poll())));

        for (int i = 0; i < 4; i++) {
            SilentLoop loop = new SilentLoop();
            app.offer(loop);
            assertTrue(loop.closed.await(10, TimeUnit.SECONDS), "loop " + i);
        }
        assertTrue(ends.isEmpty());
    }

    private static void fail(Throwable fault) throws IOException {
        if (fault instanceof IOException e) {
            throw e;
        } else if (fault instanceof RuntimeException e) {
            throw e;
        } else if (fault instanceof Error e) {
            throw e;
        }
    }

    @Test
    void leavesALoopOpenThatHasAListener() throws Exception {
        CountDownLatch accepted = new CountDownLatch(1);
        SilentLoop listened = new SilentLoop();
        SilentLoop next = new SilentLoop();

        runner.start(List.of(), List.of(loop -> {
            if (loop == listened) {
                loop.listen(new Ignoring());
                accepted.countDown();
            }
        }));
        app.offer(listened);
        assertTrue(accepted.await(10, TimeUnit.SECONDS));
        app.offer(next);

        assertTrue(next.closed.await(10, TimeUnit.SECONDS));
        runner.close();
        assertTrue(threads.awaitEnd(Duration.ofSeconds(10)));
        assertTrue(listened.isOpen());
    }

    private static final class Ignoring implements LoopListener {
        @Override
        public void received(Loop loop, ByteBuffer message) {}
    }

    @Test
    void endsWhenTheSeatIsLost() throws Exception {
        runner.start(List.of(), List.of(IDLE));

        app.close();

        assertEquals(Optional.empty(), ends.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void interruptsWhatRunsWhenClosedAndSaysNothing() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        runner.start(
                List.of(main -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.countDown();
                    }
                }),
                List.of(IDLE));
        assertTrue(running.await(10, TimeUnit.SECONDS));

        runner.close();

        assertEquals(0, interrupted.getCount());
        assertTrue(threads.awaitEnd(Duration.ZERO));
        assertTrue(ends.isEmpty());
    }

    @Test
    void waitsNoLongerThanItsBoundForAnAppThatDoesNotEnd() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        runner.start(
                List.of(main -> {
                    running.countDown();
                    awaitStubbornly(release);
                }),
                List.of());
        assertTrue(running.await(10, TimeUnit.SECONDS));

        runner.close();

        assertFalse(threads.awaitEnd(Duration.ZERO));
        release.countDown();
        assertTrue(threads.awaitEnd(Duration.ofSeconds(10)));
    }

    private static void awaitStubbornly(CountDownLatch release) {
        boolean released = false;
        while (!released) {
            try {
                release.await();
                released = true;
            } catch (InterruptedException e) {
                released = false;
            }
        }
    }
}
