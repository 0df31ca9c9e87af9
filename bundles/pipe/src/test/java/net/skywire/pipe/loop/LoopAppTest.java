package net.skywire.pipe.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.PubKey;
import net.skywire.pipe.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopAppTest {

    private static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    private static final Addr HERE = new Addr(KEY, 10);

    private final List<String> left = new ArrayList<>();
    private final LoopApp app = new LoopApp(new AppConfig("chat", "1.0"), List.of("-v"), new Seat() {
        @Override
        public LoopChannel dial(Addr remote, Duration timeout) {
            return loop(remote.port());
        }

        @Override
        public Optional<Addr> addr() {
            return Optional.of(HERE);
        }

        @Override
        public void leave() {
            left.add("left");
        }
    });

    private LoopChannel loop(int remotePort) {
        return new LoopChannel(HERE, new Addr(KEY, remotePort), 1, Runnable::run, app::forget);
    }

    @Test
    void acceptsLoopsInTheirOrder() throws Exception {
        LoopChannel first = loop(1);
        LoopChannel second = loop(2);
        app.offer(first);
        app.offer(second);

        assertSame(first, app.accept());
        assertSame(second, app.accept(Duration.ofSeconds(1)));
    }

    @Test
    void givesEachLoopToOneOfThoseThatWait() throws Exception {
        List<CompletableFuture<Object>> waiting = new ArrayList<>();
        for (int count = 0; count < 4; count++) {
            waiting.add(waiting());
        }

        for (int port = 1; port <= 4; port++) {
            app.offer(loop(port));
        }

        var accepted = new HashSet<>();
        for (CompletableFuture<Object> each : waiting) {
            assertTrue(each.get(10, TimeUnit.SECONDS) instanceof Loop);
            accepted.add(each.get());
        }
        assertEquals(4, accepted.size());
    }

    @Test
    void acceptsWithinATimeoutAndStaysUsable() throws Exception {
        assertEquals(
                "accept: no loop came within 1 ms",
                assertThrows(SocketTimeoutException.class, () -> app.accept(Duration.ofMillis(1)))
                        .getMessage());

        app.offer(loop(1));
        assertEquals(1, app.accept(Duration.ofDays(1_000_000)).remoteAddress().port());
    }

    @Test
    void refusesATimeoutOfZeroOrLess() {
        assertThrows(IllegalArgumentException.class, () -> app.accept(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> app.dial(HERE, Duration.ofMillis(-1)));
    }

    @Test
    void staysOpenWhenInterrupted() throws Exception {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedIOException.class, app::accept);

        assertTrue(Thread.interrupted());
        app.offer(loop(1));
        assertEquals(1, app.accept().remoteAddress().port());
    }

    @Test
    void wakesAllWhoWaitWhenClosed() throws Exception {
        CompletableFuture<Object> first = waiting();
        CompletableFuture<Object> second = waiting();

        app.close();

        assertEquals(
                AsynchronousCloseException.class,
                first.get(10, TimeUnit.SECONDS).getClass());
        assertEquals(
                AsynchronousCloseException.class,
                second.get(10, TimeUnit.SECONDS).getClass());
    }

    @Test
    void closesItsLoopsAndLeavesOnce() throws Exception {
        LoopChannel accepted = loop(1);
        LoopChannel unaccepted = loop(2);
        app.offer(accepted);
        app.offer(unaccepted);
        app.accept();

        app.close();
        app.close();

        assertFalse(accepted.isOpen());
        assertFalse(unaccepted.isOpen());
        assertEquals(List.of("left"), left);
        assertEquals(
                ClosedChannelException.class,
                assertThrows(IOException.class, app::accept).getClass());
        assertThrows(ClosedChannelException.class, () -> app.dial(HERE, Duration.ofSeconds(1)));
        assertFalse(app.offer(loop(3)));
    }

    @Test
    void hasRoomForABacklogAndNoMore() throws Exception {
        for (int port = 1; port <= Limits.BACKLOG; port++) {
            assertTrue(app.offer(loop(port)));
        }

        assertFalse(app.offer(loop(Limits.BACKLOG + 1)));

        app.accept();
        assertTrue(app.offer(loop(Limits.BACKLOG + 1)));
    }

    /** A thread that has begun to wait for a loop; completes with that, or with what was thrown. */
    private CompletableFuture<Object> waiting() {
        CompletableFuture<Object> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(app.accept());
            } catch (IOException e) {
                result.complete(e);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return result;
    }
}
