package net.skywire.host.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import net.skywire.app.App;
import net.skywire.app.Loop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

@Timeout(60)
class AppServiceTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    Path storage;

    private Registry registry;
    private ServiceReference<App> service;
    private BundleContext one;
    private BundleContext two;

    @BeforeEach
    void start() throws Exception {
        registry = new Registry(storage);
        registry.host.addNode(new SmallNode(), Map.of());
        registry.add("chat", app -> new CountDownLatch(1).await());
        service = registry.context.getServiceReference(App.class);
        one = registry.bundle("one").getBundleContext();
        two = registry.bundle("two").getBundleContext();
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    private static Loop dial(App app) throws IOException {
        return app.dial(SmallNode.at(101), TIMEOUT);
    }

    @Test
    void saysWhichAppItIs() {
        assertEquals("chat", service.getProperty("skywire.app.name"));
        assertEquals("1.0", service.getProperty("skywire.app.version"));
        assertEquals(101, service.getProperty("skywire.app.port"));
        assertEquals(SmallNode.KEY.toString(), service.getProperty("skywire.app.key"));
    }

    @Test
    void givesEachBundleAViewOfItsOwn() {
        assertNotSame(one.getService(service), two.getService(service));
        assertSame(one.getService(service), one.getService(service));
    }

    @Test
    void closesTheLoopsOfABundleThatStopsAndNoOthers() throws Exception {
        Loop ofOne = dial(one.getService(service));
        Loop acceptedByOne = one.getService(service).accept(TIMEOUT);
        Loop ofTwo = dial(two.getService(service));

        one.getBundle().stop();

        assertFalse(ofOne.isOpen());
        assertFalse(acceptedByOne.isOpen());
        assertTrue(ofTwo.isOpen());
    }

    @Test
    void givesAClosedViewNoMoreLoops() {
        App view = one.getService(service);

        view.close();

        assertThrows(ClosedChannelException.class, () -> dial(view));
        assertThrows(ClosedChannelException.class, view::accept);
    }

    @Test
    void wakesWhoeverWaitsInAViewThatIsClosedAndLosesNoLoop() throws Exception {
        App view = one.getService(service);
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            assertThrows(AsynchronousCloseException.class, view::accept);
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(waiting, "waits-in-accept");
        thread.start();
        Registry.await("waits", () -> thread.getState() == Thread.State.WAITING);

        view.close();

        assertFalse(waiting.get(10, TimeUnit.SECONDS));
        dial(two.getService(service));
        assertTrue(two.getService(service).accept(TIMEOUT).isOpen());
    }

    @Test
    void leavesAnInterruptThatIsTheThreadsOwn() throws Exception {
        App view = one.getService(service);
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            assertThrows(InterruptedIOException.class, view::accept);
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(waiting, "is-interrupted");
        thread.start();
        Registry.await("waits", () -> thread.getState() == Thread.State.WAITING);

        thread.interrupt();

        assertTrue(waiting.get(10, TimeUnit.SECONDS));
    }

    @Test
    void endsTheLoopsOfAllViewsWithItsApp() throws Exception {
        App view = one.getService(service);
        Loop loop = dial(view);

        registry.host.close();

        assertFalse(loop.isOpen());
        assertInstanceOf(ClosedChannelException.class, assertThrows(IOException.class, () -> dial(view)));
    }
}
