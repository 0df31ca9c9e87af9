package net.skywire.pipe.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.app.LoopListener;
import net.skywire.app.PubKey;
import net.skywire.app.spi.AppThreads;
import net.skywire.pipe.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopChannelTest {

    private static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    private static final Addr HERE = new Addr(KEY, 50000);
    private static final Addr THERE = new Addr(KEY, 10);

    private final AppThreads threads = new AppThreads("loop-test");
    private final List<LoopChannel> closed = new ArrayList<>();
    private final LoopChannel here = new LoopChannel(HERE, THERE, 8, threads, closed::add);
    private final LoopChannel there = new LoopChannel(THERE, HERE, 8, threads, closed::add);

    LoopChannelTest() {
        here.connect(there);
        there.connect(here);
    }

    @AfterEach
    void endThreads() throws Exception {
        here.close();
        there.close();
        threads.close();
        assertTrue(threads.awaitEnd(Duration.ofSeconds(10)));
    }

    @Test
    void keepsMessagesApart() throws Exception {
        here.write(bytes("ping"));
        here.write(bytes("pong"));

        assertEquals("ping", read(there, 100));
        assertEquals("po", read(there, 2));
        assertEquals("ng", read(there, 100));
    }

    @Test
    void countsWhatItHasWrittenAndWhatHasCome() throws Exception {
        Traffic traffic = new Traffic();
        LoopChannel counted = new LoopChannel(HERE, THERE, 8, threads, traffic, closed::add);
        LoopChannel other = new LoopChannel(THERE, HERE, 8, threads, closed::add);
        counted.connect(other);
        other.connect(counted);
        counted.write(bytes("ping"));
        other.write(bytes("unread"));
        other.close();
        assertThrows(SocketException.class, () -> counted.write(bytes("to nobody")));

        assertEquals(4, traffic.bytesOut());
        assertEquals(6, traffic.bytesIn());
        counted.close();
    }

    @Test
    void cutsALongWriteIntoMessagesOfTheGreatestLength() throws Exception {
        byte[] sent = new byte[2 * Loop.MAX_MESSAGE + 1];
        new Random(7).nextBytes(sent);

        assertEquals(sent.length, here.write(ByteBuffer.wrap(sent)));

        ByteBuffer received = ByteBuffer.allocate(sent.length + 1);
        assertEquals(Loop.MAX_MESSAGE, there.read(received));
        assertEquals(Loop.MAX_MESSAGE, there.read(received));
        assertEquals(1, there.read(received));
        assertArrayEquals(sent, Arrays.copyOf(received.array(), received.position()));
    }

    @Test
    void isReadToItsEndAfterTheOtherEndHasClosed() throws Exception {
        here.write(bytes("last words"));
        here.close();

        assertEquals("last words", read(there, 100));
        assertEquals(-1, there.read(ByteBuffer.allocate(1)));
        assertEquals(-1, there.input().read());
        assertEquals(
                "the other end has closed the loop",
                assertThrows(SocketException.class, () -> there.write(bytes("x")))
                        .getMessage());
    }

    @Test
    void hasWrittenWhatTheOtherEndTookBeforeItClosed() throws Exception {
        LoopChannel loop = new LoopChannel(HERE, THERE, 1, threads, closed::add);
        loop.connect(new LoopPeer() {
            @Override
            public void deliver(ByteBuffer payload, Ack ack) {
                ack.done(null);
                loop.end(null);
            }

            @Override
            public void end(IOException cause) {}
        });

        assertEquals(4, loop.write(bytes("last")));
        assertThrows(SocketException.class, () -> loop.write(bytes("more")));
    }

    @Test
    void hasWrittenWhatIsWithoutAnAnswerWhenTheOtherEndCloses() throws Exception {
        LoopChannel loop = new LoopChannel(HERE, THERE, 1, threads, closed::add);
        loop.connect(new LoopPeer() {
            @Override
            public void deliver(ByteBuffer payload, Ack ack) {
                loop.end(null);
            }

            @Override
            public void end(IOException cause) {}
        });

        assertEquals(4, loop.write(bytes("ping")));
        assertThrows(SocketException.class, () -> loop.write(bytes("pong")));
    }

    @Test
    void tellsAWriterWhyItsMessageWasNotTaken() throws Exception {
        LoopChannel loop = new LoopChannel(HERE, THERE, 1, threads, closed::add);
        loop.connect(new LoopPeer() {
            @Override
            public void deliver(ByteBuffer payload, Ack ack) {
                ack.done("unknown loop");
            }

            @Override
            public void end(IOException cause) {}
        });

        assertEquals(
                "unknown loop",
                assertThrows(SocketException.class, () -> loop.write(bytes("x")))
                        .getMessage());
    }

    @Test
    void tellsAReaderWhatBrokeIt() throws Exception {
        here.write(bytes("x"));
        there.end(new IOException("the node has closed the pipe"));

        assertEquals("x", read(there, 1));
        assertEquals(
                "the node has closed the pipe",
                assertThrows(SocketException.class, () -> read(there, 1)).getMessage());
    }

    @Test
    void givesTheSameStreamsEachTime() throws Exception {
        assertSame(here.input(), here.input());
        assertSame(here.output(), here.output());

        here.output().write(7);

        assertEquals(7, there.input().read());
    }

    @Test
    void closesOnceAndRefusesUse() {
        here.close();
        here.close();

        assertEquals(List.of(here), closed);
        assertFalse(here.isOpen());
        assertThrows(ClosedChannelException.class, () -> here.read(ByteBuffer.allocate(1)));
        assertThrows(ClosedChannelException.class, () -> here.write(bytes("x")));
    }

    @Test
    void wakesItsReaderWhenClosed() throws Exception {
        CompletableFuture<Throwable> reader = blocked(() -> here.read(ByteBuffer.allocate(1)));

        here.close();

        assertEquals(
                AsynchronousCloseException.class,
                reader.get(10, TimeUnit.SECONDS).getClass());
    }

    @Test
    void wakesItsWriterWhenClosed() throws Exception {
        fill();
        CompletableFuture<Throwable> writer = blocked(() -> here.write(bytes("x")));

        here.close();

        assertEquals(
                AsynchronousCloseException.class,
                writer.get(10, TimeUnit.SECONDS).getClass());
    }

    @Test
    void staysOpenWhenItsReaderIsInterrupted() throws Exception {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedIOException.class, () -> here.read(ByteBuffer.allocate(1)));

        assertTrue(Thread.interrupted());
        there.write(bytes("still here"));
        assertEquals("still here", read(here, 100));
    }

    @Test
    void staysOpenWhenItsWriterIsInterrupted() throws Exception {
        fill();
        ByteBuffer more = bytes("more");
        Thread.currentThread().interrupt();

        assertEquals(0, assertThrows(InterruptedIOException.class, () -> here.write(more)).bytesTransferred);

        assertTrue(Thread.interrupted());
        assertEquals(4, more.remaining());
        assertTrue(here.isOpen());
    }

    @Test
    void readsWithinItsTimeoutAndStaysUsable() throws Exception {
        here.setReadTimeout(Duration.ofMillis(1));

        assertEquals(
                "read: nothing came within 1 ms",
                assertThrows(SocketTimeoutException.class, () -> read(here, 1)).getMessage());

        there.write(bytes("late"));
        assertEquals("late", read(here, 100));
    }

    @Test
    void writesWithinItsTimeoutAndSaysHowFarItCame() throws Exception {
        fill();
        here.setWriteTimeout(Duration.ofMillis(1));
        ByteBuffer more = bytes("more");

        assertThrows(SocketTimeoutException.class, () -> here.write(more));

        assertEquals(4, more.remaining());
    }

    @Test
    void holdsBackAWriterUntilTheReaderHasCaughtUp() throws Exception {
        int filled = fill();
        here.setWriteTimeout(Duration.ZERO);
        CompletableFuture<Throwable> writer = blocked(() -> here.write(bytes("one more")));
        assertFalse(writer.isDone());

        ByteBuffer drain = ByteBuffer.allocate(Loop.MAX_MESSAGE);
        for (int read = 0; read < filled; drain.clear()) {
            read += there.read(drain);
        }

        assertEquals(null, writer.get(10, TimeUnit.SECONDS));
        assertEquals("one more", read(there, 100));
    }

    @Test
    void refusesMessagesOfAPeerThatIgnoresTheWindow() {
        int each = 1024;
        int fitting = Limits.UNREAD / (each + Limits.MESSAGE_OVERHEAD);
        List<String> refusals = new ArrayList<>();

        for (int i = 0; i <= fitting; i++) {
            there.deliver(ByteBuffer.allocate(each), refusal -> {
                if (refusal != null) {
                    refusals.add(refusal);
                }
            });
        }

        assertEquals(List.of("receive queue is full: " + Limits.UNREAD + " bytes are unread"), refusals);
    }

    @Test
    void answersInTheOrderOfTheMessages() throws Exception {
        List<Integer> answered = new ArrayList<>();
        int count = Limits.ANSWERED_UNREAD / Loop.MAX_MESSAGE + 3;
        for (int i = 0; i < count; i++) {
            int number = i;
            there.deliver(ByteBuffer.allocate(Loop.MAX_MESSAGE), refusal -> answered.add(number));
        }
        int atOnce = answered.size();

        ByteBuffer drain = ByteBuffer.allocate(Loop.MAX_MESSAGE);
        for (int i = 0; i < count; i++) {
            there.read(drain.clear());
        }

        assertEquals(Limits.ANSWERED_UNREAD / (Loop.MAX_MESSAGE + Limits.MESSAGE_OVERHEAD), atOnce);
        assertEquals(IntStream.range(0, count).boxed().toList(), answered);
    }

    @Test
    void carriesAStreamWholeAndInOrder() throws Exception {
        byte[] sent = new byte[3_000_000];
        new Random(11).nextBytes(sent);
        CompletableFuture<Throwable> writer = blocked(() -> {
            for (int at = 0; at < sent.length; at += 10_007) {
                here.output().write(sent, at, Math.min(10_007, sent.length - at));
            }
            here.output().close();
        });

        byte[] received = there.input().readAllBytes();

        assertArrayEquals(sent, received);
        assertEquals(null, writer.get(10, TimeUnit.SECONDS));
    }

    @Test
    void handsMessagesToItsListenerInOrderWithTheEndAsTheLast() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        here.write(bytes("before"));

        there.listen(new Hearing(heard));
        here.write(bytes("after"));
        here.close();

        assertEquals("before", heard.poll(10, TimeUnit.SECONDS));
        assertEquals("after", heard.poll(10, TimeUnit.SECONDS));
        assertEquals("ended Optional.empty", heard.poll(10, TimeUnit.SECONDS));
        assertFalse(there.isOpen());
    }

    @Test
    void endsWithTheFaultOfItsListener() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        there.listen(new Hearing(heard) {
            @Override
            public void received(Loop loop, ByteBuffer message) throws IOException {
                throw new IOException("no");
            }
        });

        here.write(bytes("x"));

        assertEquals("ended Optional[java.io.IOException: no]", heard.poll(10, TimeUnit.SECONDS));
        assertEquals(-1, here.read(ByteBuffer.allocate(1)));
    }

    @Test
    void endsWhateverItsListenerThrows() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        there.listen(new Hearing(heard) {
            @Override
            public void received(Loop loop, ByteBuffer message) {
                throw new AssertionError("never so");
            }
        });

        here.write(bytes("x"));

        String end = heard.poll(10, TimeUnit.SECONDS);
        assertTrue(end.startsWith("ended Optional[java.io.IOException: AssertionError: never so at "), end);
        assertEquals(-1, here.read(ByteBuffer.allocate(1)));
    }

    @Test
    void logsWhatItsListenerThrowsAtTheEnd() throws Exception {
        try (LogLines lines = new LogLines("net.skywire.pipe")) {
            there.listen(new LoopListener() {
                @Override
                public void received(Loop loop, ByteBuffer message) {}

                @Override
                public void ended(Loop loop, Optional<IOException> cause) {
                    throw new IllegalStateException("not now");
                }
            });

            here.close();

            String line = lines.next();
            assertTrue(line.startsWith("listener of loop to " + HERE + ": IllegalStateException: not now at "), line);
        }
    }

    @Test
    void hasOneListenerAndNoReaderBeside() {
        there.listen(new Hearing(new LinkedBlockingQueue<>()));

        assertTrue(there.listening());
        assertThrows(IllegalStateException.class, () -> there.listen(new Hearing(new LinkedBlockingQueue<>())));
        assertThrows(IllegalStateException.class, () -> there.read(ByteBuffer.allocate(1)));
    }

    private static class Hearing implements LoopListener {
        private final BlockingQueue<String> heard;

        Hearing(BlockingQueue<String> heard) {
            this.heard = heard;
        }

        @Override
        public void received(Loop loop, ByteBuffer message) throws IOException {
            heard.add(StandardCharsets.UTF_8.decode(message).toString());
        }

        @Override
        public void ended(Loop loop, Optional<IOException> cause) {
            heard.add("ended " + cause);
        }
    }

    /** Writes until nothing more is taken; how much that was. */
    private int fill() throws IOException {
        here.setWriteTimeout(Duration.ofMillis(50));
        ByteBuffer message = ByteBuffer.allocate(Loop.MAX_MESSAGE);
        int filled = 0;
        try {
            while (true) {
                message.clear();
                here.write(message);
                filled += Loop.MAX_MESSAGE;
            }
        } catch (SocketTimeoutException e) {
            filled += message.position();
            here.setWriteTimeout(Duration.ZERO);
            return filled;
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Runs {@code step} on a thread of its own, until that waits; completes with what it threw, or null. */
    private CompletableFuture<Throwable> blocked(Step step) throws InterruptedException {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        CompletableFuture<Thread> begun = new CompletableFuture<>();
        threads.execute(() -> {
            begun.complete(Thread.currentThread());
            try {
                step.run();
                end.complete(null);
            } catch (IOException e) {
                end.complete(e);
            }
        });
        Thread thread = begun.join();
        while (!end.isDone()
                && thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return end;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Loop loop, int most) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(most);
        loop.read(target);
        return StandardCharsets.UTF_8.decode(target.flip()).toString();
    }
}
