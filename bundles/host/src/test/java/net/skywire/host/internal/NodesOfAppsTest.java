package net.skywire.host.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import net.skywire.app.spi.NoSeatYetException;
import net.skywire.app.spi.UnexpectedAppException;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.host.NodeMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which node an app gets where there is more than one, and what becomes of it there. */
@Timeout(60)
class NodesOfAppsTest {

    private static final LoopHandler IDLE = loop -> {};
    private static final Map<String, Object> ATTACHED = Registry.at("attached");

    @TempDir
    Path storage;

    private Registry registry;
    private AppHost host;
    private final SmallNode embedded = new SmallNode();
    private final SmallNode attached = new SmallNode();

    @BeforeEach
    void start() throws Exception {
        registry = new Registry(storage);
        host = registry.host;
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    private void both() {
        registry.setMode(NodeMode.BOTH);
        host.addNode(embedded, Map.of());
        host.addNode(attached, ATTACHED);
    }

    private String said(String app) {
        AppStatus status = registry.status(app);
        return (status.state() + " " + status.node() + " " + status.reason()).strip();
    }

    private static IOException notYet() {
        return new NoSeatYetException("for its turn");
    }

    @Test
    void isTheOneThatTheModeSays() {
        host.addNode(embedded, Map.of());
        host.addNode(attached, ATTACHED);
        registry.serve("chat", IDLE);
        assertEquals("RUNNING embedded", said("chat"));

        registry.setMode(NodeMode.ATTACHED);
        assertEquals("RUNNING attached", said("chat"));
        assertEquals(0, embedded.seatCount());

        registry.setMode(NodeMode.EMBEDDED);
        assertEquals("RUNNING embedded", said("chat"));
        assertEquals(0, attached.seatCount());
    }

    @Test
    void staysWhatItIsWhenTheModeAllowsBoth() {
        registry.setMode(NodeMode.ATTACHED);
        host.addNode(attached, ATTACHED);
        registry.serve("chat", IDLE);

        both();

        assertEquals("RUNNING attached", said("chat"));
        assertEquals(0, embedded.seatCount());
    }

    @Test
    void isTheOtherIfTheFirstDoesNotKnowTheApp() {
        both();
        embedded.refuseWith(() -> new UnexpectedAppException("unexpected app"));

        registry.serve("chat", IDLE);

        assertEquals("RUNNING attached", said("chat"));
    }

    @Test
    void isNotTheOtherIfTheFirstKnowsTheAppAndRefusesIt() {
        both();
        embedded.refuseAll("port 10 is taken");

        registry.serve("chat", IDLE);

        assertEquals("FAILED  port 10 is taken", said("chat"));
        assertEquals(0, attached.seatCount());
    }

    @Test
    void doesNotDependOnWhichComesFirst() {
        registry.setMode(NodeMode.BOTH);
        host.addNode(attached, ATTACHED);
        registry.serve("chat", IDLE);
        assertEquals("WAITING  for a node", said("chat"));

        host.addNode(embedded, Map.of());
        registry.settle();

        assertEquals("RUNNING embedded", said("chat"));
    }

    @Test
    void isWhatIsSaidOfTheAppItself() {
        host.addNode(embedded, Map.of());
        host.addNode(attached, ATTACHED);
        registry.serve("chat", IDLE);
        registry.serve("proxy", IDLE);

        host.setChoice(() -> Map.of("chat", NodeMode.ATTACHED));
        registry.settle();

        assertEquals("RUNNING attached", said("chat"));
        assertEquals("RUNNING embedded", said("proxy"));
    }

    @Test
    void letsAnAppWaitForItsSeat() {
        registry.setMode(NodeMode.ATTACHED);
        attached.refuseWith(NodesOfAppsTest::notYet);
        host.addNode(attached, ATTACHED);
        registry.serve("chat", IDLE);
        assertEquals("WAITING  for its turn", said("chat"));

        attached.refuseWith(null);
        host.updatedNode(attached);
        registry.settle();

        assertEquals("RUNNING attached", said("chat"));
    }

    @Test
    void letsAnAppWaitAgainWhenItsSeatIsLost() {
        registry.setMode(NodeMode.ATTACHED);
        host.addNode(attached, ATTACHED);
        registry.serve("chat", IDLE);
        attached.refuseWith(NodesOfAppsTest::notYet);

        attached.loseLast();
        attached.loseLast();
        registry.settle();

        assertEquals("WAITING  for its turn", said("chat"));
        assertEquals(0, attached.seatCount());
        assertEquals("[chat, 1 seated]", attached.ends().toString());
        attached.refuseWith(null);
        host.updatedNode(attached);
        registry.settle();
        assertEquals("RUNNING attached", said("chat"));
    }

    @Test
    void takesNoSeatAwayForOneThatWasLostBefore() {
        registry.setMode(NodeMode.ATTACHED);
        host.addNode(attached, ATTACHED);
        registry.serve("chat", IDLE);
        SmallNode next = new SmallNode();

        host.addNode(next, ATTACHED);
        attached.loseLast();
        registry.settle();

        assertEquals("RUNNING attached", said("chat"));
        assertEquals(1, next.seatCount());
    }

    @Test
    void isToldHowAnAppHasEndedBeforeItLeaves() {
        host.addNode(embedded, Map.of());
        registry.add("chat", app -> {
            throw new IOException("no disk");
        });
        registry.awaitState("chat", AppState.FAILED);
        registry.add("proxy", app -> {});
        registry.awaitState("proxy", AppState.STOPPED);

        assertEquals(
                "[chat: no disk, 1 seated, proxy, 1 seated]", embedded.ends().toString());
    }

    @Test
    void startsAnAppAgainThatHasEndedThere() throws Exception {
        CountDownLatch runs = new CountDownLatch(2);
        registry.setMode(NodeMode.ATTACHED);
        host.addNode(attached, ATTACHED);
        AppMain main = app -> {
            attached.refuseWith(NodesOfAppsTest::notYet);
            runs.countDown();
        };
        registry.add("chat", main);
        registry.awaitState("chat", AppState.STOPPED);
        assertEquals("STOPPED  ended by itself", said("chat"));
        host.updatedNode(attached);
        registry.settle();
        assertEquals("STOPPED  ended by itself", said("chat"));

        attached.refuseWith(null);
        host.updatedNode(attached);

        Registry.await("second run", () -> runs.getCount() == 0);
        registry.awaitState("chat", AppState.STOPPED);
    }

    @Test
    void keepsTheReasonOfAnAppThatHasFailedThereUntilItStartsAgain() {
        registry.setMode(NodeMode.ATTACHED);
        attached.refuseAll("unexpected app");
        host.addNode(attached, ATTACHED);
        registry.serve("chat", IDLE);
        attached.refuseWith(NodesOfAppsTest::notYet);
        host.updatedNode(attached);
        registry.settle();
        assertEquals("FAILED  unexpected app", said("chat"));

        attached.refuseWith(null);
        host.updatedNode(attached);
        registry.settle();

        assertEquals("RUNNING attached", said("chat"));
    }

    @Test
    void doesNotStartAnAppAgainThatHasEndedAtTheEmbeddedNode() {
        host.addNode(embedded, Map.of());
        registry.add("chat", app -> {});
        registry.awaitState("chat", AppState.STOPPED);

        host.updatedNode(embedded);
        registry.settle();

        assertEquals("STOPPED  ended by itself", said("chat"));
    }

    @Test
    void goesAlone() {
        both();
        embedded.refuseWith(() -> new UnexpectedAppException("unexpected app"));
        registry.serve("chat", IDLE);
        embedded.refuseWith(null);
        registry.serve("proxy", IDLE);

        host.removeNode(attached, ATTACHED);

        assertEquals("RUNNING embedded", said("proxy"));
        assertEquals("RUNNING embedded", said("chat"), "it is known there by now");
        host.removeNode(embedded, Map.of());
        assertEquals("WAITING  for a node", said("proxy"));
    }
}
