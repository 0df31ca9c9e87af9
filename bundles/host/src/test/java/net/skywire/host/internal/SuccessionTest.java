package net.skywire.host.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.HealthCheck;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.NoSeatYetException;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.host.NodeMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

@Timeout(60)
class SuccessionTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @TempDir
    Path storage;

    private final SmallNode node = new SmallNode();
    private Registry registry;
    private AppSuccession succession;
    private Bundle old;
    private Bundle next;
    private App client;

    @BeforeEach
    void start() throws Exception {
        registry = new Registry(storage);
        succession = registry.succession;
        registry.host.addNode(node, Map.of());
        client = node.connect(new AppSeat(new AppConfig("client", "1.0"), 500, Runnable::run, List.of(), () -> {}));
        old = bundle("1.0.0");
        old.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        registry.close();
    }

    private Bundle bundle(String version) throws Exception {
        return registry.installed("skywire-app:chat#" + version, "chat", Map.of(Constants.BUNDLE_VERSION, version));
    }

    private void serve(Bundle bundle, String app, LoopHandler handler) {
        registry.serve(bundle, Registry.properties(app, bundle.getVersion().toString()), handler);
    }

    /** Tells its version to whoever opens a loop, and waits for the end of it. */
    private static LoopHandler telling(Bundle bundle) {
        return loop -> {
            loop.write(StandardCharsets.US_ASCII.encode(bundle.getVersion().toString()));
            loop.input().transferTo(java.io.OutputStream.nullOutputStream());
        };
    }

    private void stageNext() throws Exception {
        next = bundle("1.1.0");
        succession.stage(next, Optional.of(old));
        next.start();
    }

    private String whoAnswers(int port) throws IOException {
        try (Loop loop = client.dial(SmallNode.at(port), LONGEST)) {
            return said(loop);
        }
    }

    private static String said(Loop loop) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(100);
        loop.read(text);
        return StandardCharsets.US_ASCII.decode(text.flip()).toString();
    }

    /** Two apps, of which the next is staged. */
    private void chatIsStaged() throws Exception {
        serve(old, "chat", telling(old));
        stageNext();
        serve(next, "chat", telling(next));
    }

    private static String text(AppStatus status) {
        return status.version() + " " + status.state() + " " + status.port().orElse(0) + " " + status.reason();
    }

    @Test
    void hidesAStagedAppUntilItIsHandedOver() throws Exception {
        chatIsStaged();
        int port = registry.status("chat").port().getAsInt();

        assertEquals(List.of("1.0.0 RUNNING " + port + " "), shown());
        assertEquals("1.0.0", whoAnswers(port));
        succession.probe(next, LONGEST);
        succession.handOver(next);

        assertTrue(succession.drain(old, LONGEST), "all who asked have hung up");
        assertEquals(List.of("1.1.0 RUNNING " + port + " "), shown());
        assertEquals("1.1.0", whoAnswers(port));
    }

    private List<String> shown() {
        return registry.host.apps().stream().map(SuccessionTest::text).toList();
    }

    @Test
    void drainsWhatIsFollowedAndSaysHowMuch() throws Exception {
        serve(old, "chat", telling(old));
        int port = registry.status("chat").port().getAsInt();
        Loop loop = client.dial(SmallNode.at(port), LONGEST);
        assertEquals("1.0.0", said(loop));
        stageNext();
        serve(next, "chat", telling(next));
        succession.handOver(next);

        assertEquals(List.of("1.1.0 RUNNING " + port + " 1.0.0 drains: 1 loop"), shown());
        assertFalse(succession.drain(old, AT_ONCE));
        FutureTask<Boolean> drained = new FutureTask<>(() -> succession.drain(old, LONGEST));
        new Thread(drained, "drain").start();
        loop.write(ByteBuffer.allocate(1));
        loop.close();

        assertTrue(drained.get(10, TimeUnit.SECONDS));
        assertEquals(List.of("1.1.0 RUNNING " + port + " "), shown());
        registry.stop(old);
        old.uninstall();
        assertEquals("1.1.0", whoAnswers(port));
        assertEquals(List.of("1.1.0 RUNNING " + port + " "), shown());
    }

    @Test
    void leavesAllAsItWasWhenTheStagedBundleStops() throws Exception {
        chatIsStaged();
        int port = registry.status("chat").port().getAsInt();

        registry.stop(next);

        assertEquals(List.of("1.0.0 RUNNING " + port + " "), shown());
        assertEquals("1.0.0", whoAnswers(port));
        var thrown = assertThrows(IOException.class, () -> succession.handOver(next));
        assertTrue(thrown.getMessage().endsWith("is not staged any more"), thrown.getMessage());
    }

    @Test
    void handsOverAllAppsOfABundleAndLeavesAloneWhatItHasNoMore() throws Exception {
        serve(old, "chat", telling(old));
        serve(old, "files", telling(old));
        serve(old, "gone", telling(old));
        stageNext();
        serve(next, "chat", telling(next));
        serve(next, "files", telling(next));
        serve(next, "new", telling(next));

        succession.probe(next, LONGEST);
        succession.handOver(next);

        for (String app : List.of("chat", "files", "new")) {
            assertEquals("1.1.0", whoAnswers(registry.status(app).port().getAsInt()), app);
        }
        assertEquals("1.0.0", whoAnswers(registry.status("gone").port().getAsInt()));
        assertEquals(4, registry.host.apps().size());
    }

    @Test
    void ranksTheServiceOfTheNextAppHigher() throws Exception {
        chatIsStaged();

        App seen = next.getBundleContext().getService(registry.context.getServiceReference(App.class));

        assertEquals("1.1.0", seen.config().version());
        assertEquals(true, registry.context.getServiceReference(App.class).getProperty("skywire.app.staged"));
        succession.handOver(next);
        assertNull(registry.context.getServiceReference(App.class).getProperty("skywire.app.staged"));
    }

    @Test
    void passesAnAppThatIsWell() throws Exception {
        chatIsStaged();
        registry.check(next, "chat", loop -> {
            if (!said(loop).equals("1.1.0")) {
                throw new IOException("somebody else");
            }
        });

        succession.probe(next, LONGEST);
        succession.handOver(next);

        succession.check(next, LONGEST);
    }

    @Test
    void saysWhatAHealthCheckHasThrown() throws Exception {
        chatIsStaged();
        registry.check(next, "chat", loop -> {
            throw new IOException("no disk");
        });

        var thrown = assertThrows(IOException.class, () -> succession.probe(next, LONGEST));

        assertEquals("app chat 1.1.0: health check: no disk", thrown.getMessage());
    }

    @Test
    void interruptsAHealthCheckThatHangs() throws Exception {
        chatIsStaged();
        CountDownLatch interrupted = new CountDownLatch(1);
        BlockingQueue<Loop> loops = new LinkedBlockingQueue<>();
        HealthCheck hanging = loop -> {
            loops.add(loop);
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        };
        registry.check(next, "chat", hanging);

        var thrown = assertThrows(IOException.class, () -> succession.probe(next, Duration.ofMillis(100)));

        String expected = "app chat 1.1.0: health check: expected an end within ";
        assertTrue(thrown.getMessage().startsWith(expected), thrown.getMessage());
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        assertFalse(loops.remove().isOpen());
    }

    @Test
    void wakesWhoProbesWhenTheAppFails() throws Exception {
        serve(old, "chat", telling(old));
        stageNext();
        CountDownLatch checking = new CountDownLatch(1);
        registry.add(next, Registry.properties("chat", "1.1.0"), app -> {
            checking.await();
            throw new IOException("no port for the database");
        });
        registry.check(next, "chat", loop -> {
            checking.countDown();
            new CountDownLatch(1).await();
        });

        var thrown = assertThrows(IOException.class, () -> succession.probe(next, LONGEST));

        assertEquals("app chat 1.1.0: no port for the database", thrown.getMessage());
        assertThrows(IOException.class, () -> succession.handOver(next));
    }

    @Test
    void tellsOfAFailure() throws Exception {
        BlockingQueue<String> failures = new LinkedBlockingQueue<>();
        CountDownLatch failing = new CountDownLatch(1);
        registry.add(old, Registry.properties("chat", "1.0.0"), app -> {
            failing.await();
            throw new IOException("no disk");
        });
        succession.onFailure(old, failures::add);

        failing.countDown();

        assertEquals("app chat 1.0.0: no disk", failures.poll(10, TimeUnit.SECONDS));
        assertEquals(
                "app chat 1.0.0: no disk",
                assertThrows(IOException.class, () -> succession.check(old, LONGEST))
                        .getMessage());
    }

    @Test
    void passesAnAppThatTheNodeRefusesUnlessOneIsAtWork() throws Exception {
        serve(old, "chat", telling(old));
        stageNext();
        node.refuseAll("unexpected app version");
        serve(next, "chat", telling(next));

        var thrown = assertThrows(IOException.class, () -> succession.probe(next, LONGEST));
        assertEquals("app chat 1.1.0: unexpected app version", thrown.getMessage());
        registry.stop(old);

        succession.probe(next, LONGEST);
        succession.handOver(next);
        assertEquals(List.of("1.1.0 FAILED 0 unexpected app version"), shown());
        node.refuseAll(null);
        registry.host.updatedNode(node);
        registry.settle();
        assertEquals(AppState.RUNNING, registry.status("chat").state());
    }

    @Test
    void stagesAnAppThatFollowsNone() throws Exception {
        next = bundle("1.1.0");
        succession.stage(next, Optional.empty());
        next.start();
        serve(next, "chat", telling(next));
        assertEquals(List.of(), shown());
        int chairs = node.seatCount();

        succession.handOver(next);

        assertEquals(chairs + 1, node.seatCount());
        assertEquals("1.1.0", whoAnswers(registry.status("chat").port().getAsInt()));
    }

    @Test
    void letsAnAppThatComesAfterTheHandOverHaveThePlaceWhenThePresentOneGoes() throws Exception {
        serve(old, "files", telling(old));
        stageNext();
        succession.handOver(next);
        node.refuseAll("another bundle is files already");
        serve(next, "files", telling(next));
        assertEquals(2, registry.host.apps().size());
        node.refuseAll(null);

        registry.stop(old);

        assertEquals("1.1.0", whoAnswers(registry.status("files").port().getAsInt()));
    }

    @Test
    void passesAMainThatEndsBeforeItsHandOver() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        stageNext();
        registry.add(next, Registry.properties("chat", "1.1.0"), app -> ended.countDown());
        assertTrue(ended.await(10, TimeUnit.SECONDS));

        succession.probe(next, LONGEST);
        succession.handOver(next);

        registry.awaitState("chat", AppState.STOPPED);
    }

    @Test
    void waitsForItsTurnAtANodeThatCannotStage() throws Exception {
        SmallNode outside = new SmallNode();
        registry.setMode(NodeMode.ATTACHED);
        registry.host.addNode(outside::connect, Registry.at("attached"));
        serve(old, "chat", telling(old));
        assertEquals("attached", registry.status("chat").node());
        stageNext();
        serve(next, "chat", telling(next));
        outside.refuseWith(() -> new NoSeatYetException("for an outside node to start it"));

        succession.probe(next, LONGEST);
        succession.handOver(next);

        assertEquals(List.of("1.1.0 WAITING 0 for an outside node to start it"), shown());
        assertEquals(0, outside.seatCount());
    }

    @Test
    void failsAnAppWhoseHeadersMakeNoSense() throws Exception {
        Bundle bad = registry.installed(
                "skywire-app:bad", "bad", Map.of("Skywire-Dial", "*:10, everywhere", "Skywire-Accept", "10"));
        bad.start();

        serve(bad, "bad", telling(bad));

        assertEquals(
                "Skywire-Dial: expected KEY:PORTS or none, got \"everywhere\"",
                registry.status("bad").reason());
    }
}
