package net.skywire.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;

/** What an app sees of faults that a test makes. */
class FaultsTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final Duration DELAY = Duration.ofMillis(30);

    /** Dials the address in its first argument and talks there without end; with a second one, waits a moment at most. */
    public static final class Talker implements AppMain {
        @Override
        public void run(App app) throws IOException {
            try (Loop loop = app.dial(Addr.parse(app.arguments().get(0)), LONG)) {
                if (app.arguments().size() > 1) {
                    loop.setWriteTimeout(MOMENT);
                }
                while (true) {
                    loop.write(ByteBuffer.wrap("talk".getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
    }

    /** Waits for nothing in particular. */
    public static final class Waiting implements AppMain {
        @Override
        public void run(App app) throws Exception {
            app.accept();
        }
    }

    /** An app that cannot be made. */
    public static final class Unmakeable implements AppMain {
        public Unmakeable() {
            throw new IllegalStateException("no disk");
        }

        @Override
        public void run(App app) {}
    }

    private static AppSetup talker(SkywireNode node, TestPeer peer) {
        return node.app(Talker.class).arguments(peer.addr().toString());
    }

    @AppTest
    void refusesADial(SkywireNode node) throws Exception {
        TestPeer busy = node.peer().refuse("accept backlog is full");

        String fault = talker(node, busy).start().expectFault();

        assertEquals("confirm: accept backlog is full", fault);
    }

    @AppTest
    void cutsALoopInTheMiddleOfAMessage(SkywireNode node) throws Exception {
        TestPeer peer = node.peer();
        RunningApp talker = talker(node, peer).start();

        PeerLoop loop = peer.accept().expect("talk").cutAfter(6);

        String told = new String(loop.read(6), StandardCharsets.UTF_8);
        assertTrue("talktalktalktalk".contains(told), told);
        assertTrue(talker.expectFault().contains("loop"), talker::expectFault);
    }

    @AppTest
    void cutsALoopBehindHalfAMessage(SkywireNode node) throws Exception {
        RunningApp app = node.start(EchoApp.class);

        PeerLoop loop = node.peer().dial(app).send("ha").expect("ha");
        loop.cut();

        AssertionError cut = assertThrows(AssertionError.class, () -> loop.send("lf"));
        assertTrue(cut.getMessage().startsWith("loop with 20: expected the app to take \"lf\", got: "));
    }

    @AppTest(As.BUNDLE)
    void isTheCauseOfWhatABundleReads(SkywireNode node) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        String[] seen = new String[1];
        RunningApp app = node.app("reader")
                .handler(loop -> {
                    try {
                        loop.input().readAllBytes();
                    } catch (IOException e) {
                        seen[0] = e.getMessage();
                        over.countDown();
                    }
                })
                .start();

        node.peer().dial(app).send("half").cut();

        over.await();
        assertEquals("the link is lost", seen[0]);
    }

    @AppTest
    void stallsALoopUntilTheAppHasWaitedLongEnough(SkywireNode node) throws Exception {
        TestPeer peer = node.peer();
        RunningApp talker = node.app(Talker.class)
                .arguments(peer.addr().toString(), "impatient")
                .start();

        PeerLoop loop = peer.accept().stall();

        assertEquals("write: the other end took nothing within 300 ms", talker.expectFault());
        loop.resume().expect("talk");
    }

    @AppTest
    void slowsALoopAndKeepsTheOrder(SkywireNode node) throws Exception {
        byte[] text = "0123456789".repeat(10).getBytes(StandardCharsets.US_ASCII);
        PeerLoop loop = node.peer().delay(DELAY).bandwidth(10_000).dial(node.start(EchoApp.class));
        long begin = System.nanoTime();

        byte[] echo = loop.send(text).read(text.length);

        assertArrayEquals(text, echo);
        assertTrue(System.nanoTime() - begin >= 2 * DELAY.toNanos(), "too fast");
        assertArrayEquals(text, loop.sendInPieces(text, 17).read(text.length));
    }

    @AppTest
    void losesTheNode(SkywireNode node) throws Exception {
        RunningApp echo = node.start(EchoApp.class);
        RunningApp waiting = node.start(Waiting.class);
        PeerLoop loop = node.peer().dial(echo).send("x").expect("x");

        node.lose();

        echo.expectEnd();
        waiting.expectEnd();
        loop.expectEnd();
    }

    @AppTest
    void takesNoLoopsAfterItsEnd(SkywireNode node) throws Exception {
        RunningApp echo = node.start(EchoApp.class);

        echo.stop();

        ConnectException refused =
                assertThrows(ConnectException.class, () -> node.peer().dial(echo));
        assertEquals("confirm: port is not bound", refused.getMessage());
    }

    @AppTest
    void saysWhyAnAppCannotBeMade(SkywireNode node) {
        IOException refused = assertThrows(IOException.class, () -> node.start(Unmakeable.class));

        assertEquals(
                Unmakeable.class.getName() + ": its constructor failed: java.lang.IllegalStateException: no disk",
                refused.getMessage());
    }

    @AppTest
    void saysWhyThereIsNoSeat(SkywireNode node) throws Exception {
        node.start(EchoApp.class);

        IOException taken = assertThrows(
                IOException.class, () -> node.app(Waiting.class).port(20).start());

        assertEquals("port 20 is already bound to echo", taken.getMessage());
    }

    @AppTest(As.PROCESS)
    void saysThatAnInstanceCannotBeAProcess(SkywireNode node) {
        IOException refused = assertThrows(
                IOException.class, () -> node.app("echo").handler(new EchoApp()).start());

        assertEquals(
                "app echo: expected classes to make in another process, got an instance of one", refused.getMessage());
    }
}
