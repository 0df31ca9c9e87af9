package net.skywire.app.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AppThreadsTest {

    @Test
    void runBlockedTasksSideBySideUpToTheLimitAndTheRestAfterwards() throws Exception {
        try (AppThreads threads = new AppThreads("side-by-side", 2)) {
            CountDownLatch twoRun = new CountDownLatch(2);
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch allDone = new CountDownLatch(3);
            AtomicInteger started = new AtomicInteger();

            for (int i = 0; i < 3; i++) {
                threads.execute(() -> {
                    started.incrementAndGet();
                    twoRun.countDown();
                    awaitQuietly(release);
                    allDone.countDown();
                });
            }

            assertTrue(twoRun.await(10, TimeUnit.SECONDS));
            assertEquals(2, started.get());
            release.countDown();
            assertTrue(allDone.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void areInterruptedByCloseAndTakeNothingMore() throws Exception {
        AppThreads threads = new AppThreads("closing");
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        threads.execute(() -> {
            running.countDown();
            if (!awaitQuietly(new CountDownLatch(1))) {
                interrupted.countDown();
            }
        });
        assertTrue(running.await(10, TimeUnit.SECONDS));
        assertFalse(threads.awaitEnd(Duration.ofMillis(1)));

        threads.close();

        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        assertTrue(threads.awaitEnd(Duration.ofSeconds(10)));
        assertThrows(RejectedExecutionException.class, () -> threads.execute(() -> {}));
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
