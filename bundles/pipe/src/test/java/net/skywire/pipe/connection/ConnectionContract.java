package net.skywire.pipe.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.skywire.pipe.Limits;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.descriptor.PipePair;
import net.skywire.pipe.descriptor.TwoPipes;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.frame.JavaSendCodec;
import net.skywire.pipe.frame.SendView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection on real pipes whose writers do not wait: whatever is put gets there, whoever writes it. */
@Timeout(60)
public abstract class ConnectionContract {

    private static final int ASKERS = 4;
    private static final int EACH = 20_000;

    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final AtomicInteger heard = new AtomicInteger();
    private PipeConnection asking;
    private PipeConnection answering;

    /** The provider under test. */
    protected abstract LibC libc();

    /** Answers each request with its body. */
    private final class Echo implements PipeOwner {
        @Override
        public void request(byte type, int id, ByteBuffer body) {
            heard.incrementAndGet();
            byte[] bytes = new byte[body.remaining()];
            body.get(bytes);
            answering.succeed(id, bytes);
        }

        @Override
        public void send(int id, SendView send) {}

        @Override
        public void ended(IOException cause) {
            ended.complete(String.valueOf(cause));
        }
    }

    private static final class Nobody implements PipeOwner {
        @Override
        public void request(byte type, int id, ByteBuffer body) {}

        @Override
        public void send(int id, SendView send) {}

        @Override
        public void ended(IOException cause) {}
    }

    @BeforeEach
    void open() throws Exception {
        PipePair[] sides = TwoPipes.open(libc());
        asking = new PipeConnection("asking", ends(sides[0]), new Nobody(), Limits.REQUEST_IDS);
        answering = new PipeConnection("answering", ends(sides[1]), new Echo(), Limits.REQUEST_IDS);
    }

    private static PipeEnds ends(PipePair side) {
        return new PipeEnds(side.in(), side.out(), new JavaSendCodec());
    }

    @AfterEach
    void close() {
        asking.close();
        answering.close();
    }

    @Test
    void answersAllThatManyThreadsAskAtOnce() throws Exception {
        asking.start();
        answering.start();
        CountDownLatch answers = new CountDownLatch(ASKERS * EACH);
        List<Thread> askers = new ArrayList<>();
        for (int asker = 0; asker < ASKERS; asker++) {
            askers.add(new Thread(() -> ask(answers)));
        }

        askers.forEach(Thread::start);

        assertTrue(answers.await(50, TimeUnit.SECONDS), () -> answers.getCount() + " without an answer");
        for (Thread asker : askers) {
            asker.join();
        }
    }

    /** Longer and shorter ones, up to 16 without an answer. */
    private void ask(CountDownLatch answers) {
        Semaphore free = new Semaphore(16);
        for (int at = 0; at < EACH; at++) {
            free.acquireUninterruptibly();
            int length = at % 100 == 0 ? 30_000 : at % 50;
            asking.request(FrameType.CLOSE, new byte[length], new Answer() {
                @Override
                public void success(ByteBuffer body) {
                    assertEquals(length, body.remaining());
                    answers.countDown();
                    free.release();
                }

                @Override
                public void failure(String reason) {}
            });
        }
    }

    @Test
    void writesWhatThePipeHasNoRoomForOnceItHas() throws Exception {
        asking.start();
        int count = 200;
        CountDownLatch answers = new CountDownLatch(count);
        for (int at = 0; at < count; at++) {
            asking.request(FrameType.CLOSE, new byte[30_000], new Answer() {
                @Override
                public void success(ByteBuffer body) {
                    answers.countDown();
                }

                @Override
                public void failure(String reason) {}
            });
        }
        assertEquals(count, answers.getCount());

        answering.start();

        assertTrue(answers.await(20, TimeUnit.SECONDS), () -> answers.getCount() + " without an answer");
    }

    /** All that was said is in the pipe, more than is read at once; answers to it can no longer be written. */
    @Test
    void hearsAllThatIsSaidByOneWhoHasGone() throws Exception {
        asking.start();
        for (int at = 0; at < 100; at++) {
            asking.request(FrameType.CLOSE, new byte[6_000], Answer.IGNORED);
        }
        asking.close();

        answering.start();

        assertEquals("null", ended.get(20, TimeUnit.SECONDS));
        assertEquals(100, heard.get());
    }
}
