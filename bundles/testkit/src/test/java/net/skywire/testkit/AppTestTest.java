package net.skywire.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import net.skywire.app.SkywireApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What works in the same way as a bundle and as a process. */
class AppTestTest {

    /** Dials the address in its argument and says its name and version there. */
    @SkywireApp(name = "caller", version = "3")
    public static final class Caller implements AppMain {
        @Override
        public void run(App app) throws IOException {
            try (Loop loop = app.dial(Addr.parse(app.arguments().get(0)), Duration.ofSeconds(10))) {
                String text = app.config().name() + ' ' + app.config().version();
                loop.output().write(text.getBytes());
                loop.input().readAllBytes();
            }
        }
    }

    @AppTest
    void dialsAnAppAtItsPort(SkywireNode node) throws Exception {
        RunningApp echo = node.start(EchoApp.class);

        PeerLoop loop = node.peer().dial(echo);

        assertEquals(20, echo.addr().port());
        loop.send("hello").expect("hello").sendInPieces("hello", 2).expect("hello");
    }

    @AppTest
    void isDialledByAnApp(SkywireNode node) throws Exception {
        TestPeer peer = node.peer();
        RunningApp caller =
                node.app(Caller.class).arguments(peer.addr().toString()).start();

        peer.accept().expect("caller 3").close();

        caller.expectEnd();
    }

    /** Echoes by a listener. */
    public static final class Listening implements LoopHandler {
        @Override
        public void accepted(Loop loop) {
            loop.listen((same, message) -> {
                if (same != loop || !same.equals(loop)) {
                    throw new IllegalStateException("another loop");
                }
                same.write(message);
            });
        }
    }

    @AppTest
    void talksToAListener(SkywireNode node) throws Exception {
        RunningApp app = node.start(Listening.class);

        PeerLoop loop = node.peer().dial(app);

        loop.send("hello").expect("hello").send("again").expect("again");
    }

    @AppTest
    void doesNotMindThatAnAppClosesBeforeItAnswers(SkywireNode node) throws Exception {
        RunningApp app = node.start(ClosingApp.class);
        TestPeer peer = node.peer();

        for (int count = 0; count < 1000; count++) {
            peer.dial(app).send("x").expectEnd();
        }
    }

    @AppTest(As.BUNDLE)
    void doesNotBlameAppsForALoopThatBothHold(SkywireNode node) throws Exception {
        RunningApp echo = node.start(EchoApp.class);
        CountDownLatch talking = new CountDownLatch(1);
        node.app("talker")
                .main(app -> {
                    Loop loop = app.dial(echo.addr(), Duration.ofSeconds(10));
                    loop.output().write('x');
                    loop.input().read();
                    talking.countDown();
                    app.accept();
                })
                .start();

        assertTrue(talking.await(10, TimeUnit.SECONDS));
    }

    @AppTest(As.BUNDLE)
    void doesNotBlameAnAppForThreadsOfTheJdk(SkywireNode node) throws Exception {
        RunningApp app = node.app("async")
                .main(own -> {
                    Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
                    CompletableFuture.supplyAsync(() -> 1, later)
                            .thenApplyAsync(one -> one)
                            .get();
                })
                .start();

        app.expectEnd();
    }

    @AppTest
    void givesEachRunANodeOfItsOwn(SkywireNode node, TestInfo test) {
        assertEquals("as a " + node.as().name().toLowerCase(Locale.ROOT), test.getDisplayName());
    }

    @Test
    @ExtendWith(SkywireExtension.class)
    void hasBundlesOutsideOfAppTests(SkywireNode node) {
        assertEquals(As.BUNDLE, node.as());
    }

    @Test
    void takesNothingAfterItsEnd() {
        SkywireNode node = new SkywireNode(As.BUNDLE);

        node.close();
        node.close();

        assertThrows(IllegalStateException.class, node::peer);
        assertThrows(IllegalStateException.class, () -> node.start(EchoApp.class));
    }

    @Test
    void takesNoClassThatIsNoApp() {
        try (SkywireNode node = new SkywireNode(As.BUNDLE)) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> node.start(String.class));

            assertEquals("component: expected an AppMain or a LoopHandler, got java.lang.String", refused.getMessage());
        }
    }
}
