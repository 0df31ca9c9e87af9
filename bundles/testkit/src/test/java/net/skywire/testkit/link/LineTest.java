package net.skywire.testkit.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.skywire.pipe.loop.Ack;
import net.skywire.pipe.loop.LoopPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineTest {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<String> arrived = Collections.synchronizedList(new ArrayList<>());
    private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private final Speed speed = new Speed();
    private final Line line = new Line(new Recorder(), speed, clock, () -> arrived.add("break"));

    private final class Recorder implements LoopPeer {
        @Override
        public void deliver(ByteBuffer payload, Ack ack) {
            arrived.add(StandardCharsets.US_ASCII.decode(payload.duplicate()).toString());
            ack.done(null);
        }

        @Override
        public void end(IOException cause) {
            arrived.add("end" + (cause == null ? "" : ": " + cause.getMessage()));
            end.countDown();
        }
    }

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    /** Lent until this returns. */
    private void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        line.deliver(ByteBuffer.wrap(bytes), refusal -> answers.add(text + ' ' + refusal));
        Arrays.fill(bytes, (byte) '-');
    }

    private void awaitEnd() throws InterruptedException {
        assertTrue(end.await(10, TimeUnit.SECONDS), "no end came");
    }

    @Test
    void deliversAtOnceWhatNothingHinders() {
        send("one");
        line.end(null);

        assertEquals(List.of("one", "end"), arrived);
        assertEquals(List.of("one null"), answers);
    }

    @Test
    void keepsTheOrderWhenItGetsFaster() throws Exception {
        speed.delay(Duration.ofMillis(200));
        send("one");
        speed.reset();
        send("two");
        line.end(null);

        awaitEnd();

        assertEquals(List.of("one", "two", "end"), arrived);
    }

    @Test
    void deliversAtOnceWhatIsUnderWayOnceItIsToSettle() throws Exception {
        speed.delay(Duration.ofDays(1));
        send("one");
        line.stall();
        send("two");
        speed.reset();
        line.settle();
        line.end(null);

        awaitEnd();

        assertEquals(List.of("one", "two", "end"), arrived);
        assertEquals(List.of("one null", "two null"), answers);
    }

    @Test
    void keepsBackWhatIsStalled() throws Exception {
        line.stall();
        send("one");
        line.end(null);
        assertEquals(List.of(), arrived);

        line.resume();
        awaitEnd();

        assertEquals(List.of("one", "end"), arrived);
    }

    @Test
    void breaksInTheMiddleOfAMessage() {
        line.breakAfter(4);

        send("one");
        send("two");

        assertEquals(List.of("one", "t", "break"), arrived);
        assertEquals(List.of("one null", "two the loop is cut"), answers);
    }

    @Test
    void breaksBetweenMessages() {
        line.breakAfter(3);

        send("one");
        send("two");

        assertEquals(List.of("one", "break"), arrived);
    }

    @Test
    void losesWhatIsStalledWhenItIsCut() {
        send("one");
        line.stall();
        send("two");

        line.cut(new IOException("the link is lost"));
        send("three");
        line.cut(new IOException("again"));
        line.end(null);

        assertEquals(List.of("one", "end: the link is lost"), arrived);
        assertEquals(List.of("one null", "two the loop is cut", "three the loop is cut"), answers);
    }

    @Test
    void isCutBehindWhatIsUnderWay() throws Exception {
        speed.delay(Duration.ofMillis(20));
        send("one");

        line.cut(new IOException("the link is lost"));

        awaitEnd();
        assertEquals(List.of("one", "end: the link is lost"), arrived);
    }
}
