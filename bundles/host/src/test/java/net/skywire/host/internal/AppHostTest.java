package net.skywire.host.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import net.skywire.app.App;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

@Timeout(60)
class AppHostTest {

    private static final AppMain ENDLESS = app -> new CountDownLatch(1).await();
    private static final LoopHandler IDLE = loop -> {};

    @TempDir
    Path storage;

    private Registry registry;
    private AppHost host;
    private final SmallNode node = new SmallNode();

    @BeforeEach
    void start() throws Exception {
        registry = new Registry(storage);
        host = registry.host;
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    @Test
    void letsAnAppWaitUntilThereIsANode() {
        registry.serve("chat", IDLE);
        assertEquals(status(AppState.WAITING, OptionalInt.empty(), "for a node"), registry.status("chat"));

        host.addNode(node, Map.of());
        registry.settle();

        assertEquals(status(AppState.RUNNING, OptionalInt.of(101), ""), registry.status("chat"));
    }

    private static AppStatus status(AppState state, OptionalInt port, String reason) {
        String where = state == AppState.RUNNING ? "embedded" : "";
        return new AppStatus("chat", "1.0", "bundle", where, state, port, reason);
    }

    @Test
    void asksForThePortThatTheServiceNames() {
        host.addNode(node, Map.of());
        var properties = Registry.properties("chat");
        properties.put("skywire.app.port", 10);

        registry.add(properties, ENDLESS);

        assertEquals(OptionalInt.of(10), registry.status("chat").port());
    }

    @Test
    void saysWhyTheNodeRefusesAnAppAndTriesAgainWhenTheNodeHasChanged() {
        node.refuseAll("unexpected app");
        host.addNode(node, Map.of());
        registry.add("chat", ENDLESS);
        assertEquals(status(AppState.FAILED, OptionalInt.empty(), "unexpected app"), registry.status("chat"));

        node.refuseAll(null);
        host.updatedNode(node);
        registry.settle();

        assertEquals(AppState.RUNNING, registry.status("chat").state());
    }

    @Test
    void complainsOnceOfARefusalThatStaysTheSame() {
        List<String> warnings = new ArrayList<>();
        Handler recorder = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                warnings.add(new SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("net.skywire.host");
        logger.addHandler(recorder);
        try {
            node.refuseAll("unexpected app");
            host.addNode(node, Map.of());
            registry.add("chat", ENDLESS);
            host.updatedNode(node);
            registry.settle();
            node.refuseAll("unexpected app version");
            host.updatedNode(node);
            registry.settle();
        } finally {
            logger.removeHandler(recorder);
        }

        assertEquals(List.of("app chat failed: unexpected app", "app chat failed: unexpected app version"), warnings);
    }

    @Test
    void endsAppsWithTheirNodeAndStartsThemAtTheNext() throws Exception {
        BlockingQueue<App> runs = new LinkedBlockingQueue<>();
        CountDownLatch interrupted = new CountDownLatch(1);
        host.addNode(node, Map.of());
        registry.add("chat", app -> {
            runs.add(app);
            try {
                ENDLESS.run(app);
            } finally {
                interrupted.countDown();
            }
        });
        runs.poll(10, TimeUnit.SECONDS);

        host.removeNode(node, Map.of());

        assertEquals(AppState.WAITING, registry.status("chat").state());
        assertEquals(0, interrupted.getCount());
        assertEquals(0, node.seatCount());
        host.addNode(new SmallNode(), Map.of());
        assertTrue(runs.poll(10, TimeUnit.SECONDS) != null);
        assertEquals(AppState.RUNNING, registry.status("chat").state());
    }

    @Test
    void movesAppsWhenAnotherNodeTakesTheFirstOnesPlace() {
        SmallNode next = new SmallNode();
        host.addNode(node, Map.of());
        registry.serve("chat", IDLE);

        host.addNode(next, Map.of());
        host.removeNode(node, Map.of());

        assertEquals(0, node.seatCount());
        assertEquals(1, next.seatCount());
        assertEquals(AppState.RUNNING, registry.status("chat").state());
    }

    @Test
    void keepsAnAppThatHasEndedOnItsList() {
        host.addNode(node, Map.of());

        registry.add("chat", app -> {});

        registry.awaitState("chat", AppState.STOPPED);
        assertEquals(0, node.seatCount());
        assertNull(registry.context.getServiceReference(App.class));
    }

    @Test
    void keepsAnAppThatHasFailedOnItsListWithItsReason() {
        host.addNode(node, Map.of());

        registry.add("chat", app -> {
            throw new IOException("no disk");
        });

        registry.awaitState("chat", AppState.FAILED);
        assertEquals("no disk", registry.status("chat").reason());
    }

    @Test
    void doesNotHideAFailureBehindAPartThatComesLater() {
        host.addNode(node, Map.of());
        registry.add("chat", app -> {
            throw new IOException("no disk");
        });
        registry.awaitState("chat", AppState.FAILED);

        registry.serve("chat", IDLE);

        assertEquals("no disk", registry.status("chat").reason());
    }

    @Test
    void joinsServicesOfOneNameToOneApp() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        host.addNode(node, Map.of());

        registry.serve("chat", IDLE);
        registry.add("chat", app -> ran.countDown());
        registry.add("other", ENDLESS);

        assertTrue(ran.await(10, TimeUnit.SECONDS));
        assertEquals(2, host.apps().size());
        assertEquals(AppState.RUNNING, registry.status("chat").state());
    }

    @Test
    void startsAPartThatComesAfterTheOthersHaveEnded() throws Exception {
        BlockingQueue<String> runs = new LinkedBlockingQueue<>();
        CountDownLatch second = new CountDownLatch(1);
        host.addNode(node, Map.of());
        registry.add("chat", app -> runs.add("first"));
        registry.awaitState("chat", AppState.STOPPED);

        registry.add("chat", app -> second.countDown());

        assertTrue(second.await(10, TimeUnit.SECONDS));
        registry.awaitState("chat", AppState.STOPPED);
        assertEquals(List.of("first"), List.copyOf(runs));
    }

    @Test
    void refusesAnAppWithTwoHandlers() {
        host.addNode(node, Map.of());
        registry.serve("chat", IDLE);

        registry.serve("chat", loop -> {});

        assertEquals(
                "expected one LoopHandler, got several", registry.status("chat").reason());
        assertEquals(AppState.FAILED, registry.status("chat").state());
        assertEquals(0, node.seatCount());
    }

    @Test
    void refusesANameThatNoAppMayHave() {
        host.addNode(node, Map.of());

        registry.add("two words", ENDLESS);

        assertEquals(AppState.FAILED, registry.status("two words").state());
        assertTrue(registry.status("two words").reason().startsWith("app name: expected letters"));
    }

    @Test
    void namesAnAppAfterItsBundleIfItDoesNotSay() throws Exception {
        var services = registry.bundle("net.example.chat").getBundleContext();
        var registration = services.registerService(AppMain.class, ENDLESS, null);

        host.addMain(ENDLESS, registration.getReference());
        registry.settle();

        assertEquals("2.3.4", registry.status("net.example.chat").version());
    }

    @Test
    void comesBackFromARemovalWhenNothingRunsAnyMore() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        host.addNode(node, Map.of());
        AppMain main = app -> {
            running.countDown();
            try {
                app.accept();
            } finally {
                over.countDown();
            }
        };
        ServiceReference<AppMain> reference = registry.add("chat", main);
        assertTrue(running.await(10, TimeUnit.SECONDS));

        host.removeMain(main, reference);

        assertEquals(0, over.getCount());
        assertEquals(List.of(), host.apps());
        assertEquals(0, node.seatCount());
        assertNull(registry.context.getServiceReference(App.class));
    }

    @Test
    void startsAllPartsAnewWhenOneIsReplaced() throws Exception {
        BlockingQueue<App> runs = new LinkedBlockingQueue<>();
        host.addNode(node, Map.of());
        registry.add("chat", app -> {
            runs.add(app);
            ENDLESS.run(app);
        });
        ServiceReference<LoopHandler> handler = registry.serve("chat", IDLE);
        assertTrue(runs.poll(10, TimeUnit.SECONDS) != null);

        host.removeHandler(IDLE, handler);
        assertEquals(AppState.STOPPED, registry.status("chat").state());
        registry.serve("chat", IDLE);

        assertTrue(runs.poll(10, TimeUnit.SECONDS) != null);
        assertEquals(AppState.RUNNING, registry.status("chat").state());
    }

    @Test
    void removesAnAppThatGoesBecauseAnotherHasGone() {
        host.addNode(node, Map.of());
        ServiceReference<AppMain> first = registry.add("first", ENDLESS);
        ServiceReference<AppMain> second = registry.add("second", ENDLESS);
        registry.context.addServiceListener(event -> {
            boolean ofFirst = "first".equals(event.getServiceReference().getProperty("skywire.app.name"));
            if (event.getType() == ServiceEvent.UNREGISTERING && ofFirst) {
                host.removeMain(ENDLESS, second);
            }
        });

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> host.removeMain(ENDLESS, first));

        assertEquals(List.of(), host.apps());
    }

    @Test
    void leavesNothingBehindWhenClosedAndTakesLateCallsCalmly() {
        host.addNode(node, Map.of());
        ServiceReference<AppMain> reference = registry.add("chat", ENDLESS);

        host.close();
        registry.hosting.close();

        assertEquals(0, node.seatCount());
        Registry.await("no thread", () -> threads().noneMatch(name -> name.startsWith("skywire-host")));
        host.removeMain(ENDLESS, reference);
        host.removeNode(node, Map.of());
        host.addMain(ENDLESS, reference);
    }

    private static java.util.stream.Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
    }

    @Test
    void keepsNothingOfAnAppThatIsRemoved() {
        host.addNode(node, Map.of());
        WeakReference<AppMain> main = runAndRemove();

        Registry.await("collected", () -> {
            System.gc();
            return main.refersTo(null);
        });
    }

    private WeakReference<AppMain> runAndRemove() {
        AppMain main = new Waiting();
        var registration = registry.context.registerService(AppMain.class, main, Registry.properties("chat"));
        host.addMain(main, registration.getReference());
        registry.settle();
        registry.awaitState("chat", AppState.RUNNING);
        host.removeMain(main, registration.getReference());
        registration.unregister();
        return new WeakReference<>(main);
    }

    private static final class Waiting implements AppMain {
        @Override
        public void run(App app) throws Exception {
            app.accept();
        }
    }
}
