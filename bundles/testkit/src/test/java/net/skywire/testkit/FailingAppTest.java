package net.skywire.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of a failing app, which fails. */
@Timeout(60)
class FailingAppTest {

    private static final String ELSEWHERE = "run by the tests below";
    private static final Duration SHORT = Duration.ofMillis(500);

    /** Fails at once. */
    public static final class Failing implements AppMain {
        @Override
        public void run(App app) throws IOException {
            throw new IOException("no disk");
        }
    }

    /** Does not understand what it is told. */
    public static final class Deaf implements LoopHandler {
        @Override
        public void accepted(Loop loop) throws IOException {
            loop.input().read();
            throw new IOException("expected ping");
        }
    }

    /** Stays, whatever happens to its node. */
    public static final class Staying implements AppMain {
        @Override
        public void run(App app) {
            while (true) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    // Stays
                }
            }
        }
    }

    @Disabled(ELSEWHERE)
    static class AsBoth {
        @AppTest
        void goesOn(SkywireNode node) throws Exception {
            node.start(Failing.class).expectEnd();
        }

        @AppTest
        void hasNotSeenIt(SkywireNode node) throws Exception {
            RunningApp app = node.start(Failing.class);
            while (app.remarks().stream().noneMatch(remark -> remark.contains("has failed"))) {
                Thread.onSpinWait();
            }
        }
    }

    @Disabled(ELSEWHERE)
    @ExtendWith(SkywireExtension.class)
    static class AsBundle {
        @Test
        void leavesAThread(SkywireNode node) throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            node.limit(SHORT)
                    .app("leaky")
                    .main(app -> {
                        Thread thread = new Thread(() -> rest(begun), "worker");
                        thread.setDaemon(true);
                        thread.start();
                    })
                    .start()
                    .expectEnd();
            begun.await();
        }

        private static void rest(CountDownLatch begun) {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Test
        void leavesItsOwnThread(SkywireNode node) throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            node.limit(SHORT)
                    .app("staying")
                    .main(app -> {
                        begun.countDown();
                        new Staying().run(app);
                    })
                    .start();
            begun.await();
        }

        @Test
        void leavesALoopAtItsEnd(SkywireNode node) throws Exception {
            TestPeer peer = node.peer();
            node.app("leaky")
                    .main(app -> app.dial(peer.addr(), Duration.ofSeconds(10)))
                    .start()
                    .expectEnd();
        }

        @Test
        void leavesALoopThatIsOver(SkywireNode node) throws Exception {
            TestPeer peer = node.peer();
            node.limit(SHORT)
                    .app("leaky")
                    .main(app -> {
                        app.dial(peer.addr(), Duration.ofSeconds(10)).write(ByteBuffer.allocate(1));
                        new CountDownLatch(1).await();
                    })
                    .start();
            peer.accept().read(1);
        }

        @Test
        void hasAHandlerThatThrows(SkywireNode node) throws Exception {
            RunningApp app = node.app("buggy")
                    .handler(loop -> {
                        throw new IllegalStateException("no such user");
                    })
                    .start();
            node.peer().dial(app).expectEnd();
        }

        @Test
        void hasAListenerThatThrows(SkywireNode node) throws Exception {
            RunningApp app = node.app("buggy")
                    .handler(loop -> loop.listen((same, message) -> {
                        throw new IllegalStateException("no such user");
                    }))
                    .start();
            node.peer().dial(app).send("x").expectEnd();
        }

        @Test
        void saysSomethingElse(SkywireNode node) throws Exception {
            node.peer().dial(node.start(EchoApp.class)).send("pang").expect("pong");
        }

        @Test
        void saysTooLittle(SkywireNode node) throws Exception {
            node.limit(SHORT);
            node.peer().dial(node.start(EchoApp.class)).send("po").expect("pong");
        }

        @Test
        void givesUpALoop(SkywireNode node) throws Exception {
            node.peer().dial(node.start(Deaf.class)).send("x").expect("pong");
        }

        @Test
        void isNotDialled(SkywireNode node) throws Exception {
            node.limit(SHORT).peer(10).accept();
        }
    }

    private static String messageOf(String test) {
        List<String> failures = Outcomes.failuresOf(AsBundle.class, test);
        assertEquals(1, failures.size(), failures::toString);
        return failures.get(0);
    }

    @Test
    void namesTheFaultAsABundleAndAsAProcess() {
        List<String> failures = Outcomes.failuresOf(AsBoth.class, "hasNotSeenIt");

        assertEquals(List.of("app Failing has failed: no disk", "app Failing has failed: no disk"), failures);
    }

    @Test
    void isSaidOnce() {
        List<String> failures = Outcomes.failuresOf(AsBoth.class, "goesOn");

        String message = "app Failing: expected it to end by itself, it has failed: no disk";
        assertEquals(List.of(message, message), failures);
    }

    @Test
    void namesAThreadThatIsLeft() {
        String message = messageOf("leavesAThread");

        assertTrue(message.startsWith("app leaky has left a thread: \"worker\" at java"), message);
    }

    @Test
    void namesAThreadOfItsOwnThatDoesNotEnd() {
        String message = messageOf("leavesItsOwnThread");

        assertTrue(message.startsWith("app staying has left a thread: \"staying-1\" at"), message);
    }

    @Test
    void namesALoopThatIsLeft() {
        String message = messageOf("leavesALoopAtItsEnd");

        assertTrue(message.matches("app leaky has left its loop to 02(ab)+:49152 open"), message);
    }

    @Test
    void namesALoopThatIsKeptThoughItIsOver() {
        String message = messageOf("leavesALoopThatIsOver");

        assertTrue(message.matches("app leaky has left its loop to 02(ab)+:49152 open"), message);
    }

    @Test
    void namesWhatAHandlerThrows() {
        String message = messageOf("hasAHandlerThatThrows");

        assertTrue(
                message.startsWith("app buggy has failed: IllegalStateException: no such user at net.skywire."),
                message);
    }

    @Test
    void namesWhatAListenerThrows() {
        String message = messageOf("hasAListenerThatThrows");

        assertTrue(message.startsWith("app buggy has failed: IllegalStateException: no such user at"), message);
    }

    @Test
    void saysWhatWasExpectedAndWhatCame() {
        assertEquals(
                "loop with 20: expected \"pong\", got \"pang\", which differs at byte 1",
                messageOf("saysSomethingElse"));
        assertEquals(
                "loop with 20: expected \"pong\", got \"po\" and then no more within 500 ms",
                messageOf("saysTooLittle"));
        assertTrue(messageOf("isNotDialled").endsWith(":10, no loop came within 500 ms"), messageOf("isNotDialled"));
    }

    @Test
    void saysWhyALoopEnded() {
        String message = messageOf("givesUpALoop");

        assertTrue(
                message.endsWith("expected \"pong\", got nothing and then the end of the loop;"
                        + " app Deaf has failed on a loop: expected ping"),
                message);
    }
}
