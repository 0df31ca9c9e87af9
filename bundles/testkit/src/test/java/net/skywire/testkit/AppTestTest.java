package net.skywire.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;
import net.skywire.app.SkywireApp;

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
}
