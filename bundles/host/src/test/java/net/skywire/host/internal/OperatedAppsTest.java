package net.skywire.host.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.skywire.app.AppMain;
import net.skywire.host.AppState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Apps of bundles in the hands of an operator. */
@Timeout(60)
class OperatedAppsTest {

    private static final AppMain ENDLESS = app -> new CountDownLatch(1).await();

    @TempDir
    Path storage;

    private Registry registry;
    private AppHost host;
    private final SmallNode node = new SmallNode();

    @BeforeEach
    void start() throws Exception {
        registry = new Registry(storage);
        host = registry.host;
        host.addNode(node, Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    @Test
    void areStoppedAndStayItUntilTheyAreStarted() throws Exception {
        registry.add("chat", ENDLESS);
        registry.add("echo", ENDLESS);

        host.stop("chat");

        assertEquals(AppState.STOPPED, registry.status("chat").state());
        assertEquals("by the operator", registry.status("chat").reason());
        assertEquals(AppState.RUNNING, registry.status("echo").state());
        assertEquals(1, node.seatCount());
        host.updatedNode(node);
        host.removeNode(node, Map.of());
        host.addNode(node, Map.of());
        registry.settle();
        assertEquals(AppState.STOPPED, registry.status("chat").state());

        host.start("chat");

        assertEquals(AppState.RUNNING, registry.status("chat").state());
        assertEquals(2, node.seatCount());
    }

    @Test
    void runAnewAfterARestart() throws Exception {
        BlockingQueue<Object> runs = new LinkedBlockingQueue<>();
        registry.add("chat", app -> {
            runs.add(app);
            ENDLESS.run(app);
        });
        Object first = runs.poll(10, TimeUnit.SECONDS);

        host.restart("chat");

        assertTrue(first != null && runs.poll(10, TimeUnit.SECONDS) != first);
        host.stop("chat");
        host.restart("chat");
        assertEquals(AppState.RUNNING, registry.status("chat").state());
    }

    @Test
    void startAgainAfterAFault() throws Exception {
        registry.add("chat", app -> {
            throw new IOException("no disk");
        });
        registry.awaitState("chat", AppState.FAILED);

        host.start("chat");

        registry.awaitState("chat", AppState.FAILED);
    }

    @Test
    void sayWhyTheyAreNotStarted() {
        registry.add("chat", ENDLESS);
        assertEquals(
                "app chat runs already",
                assertThrows(IOException.class, () -> host.start("chat")).getMessage());

        node.refuseAll("unexpected app");

        assertEquals(
                "app chat is not started: unexpected app",
                assertThrows(IOException.class, () -> host.restart("chat")).getMessage());
        host.removeNode(node, Map.of());
        assertEquals(
                "app chat is not started: for a node",
                assertThrows(IOException.class, () -> host.restart("chat")).getMessage());
    }

    @Test
    void areThoseThatThereAre() throws Exception {
        assertFalse(host.controls("chat"));
        var service = registry.add("chat", ENDLESS);
        assertTrue(host.controls("chat"));

        host.removeMain(ENDLESS, service);

        assertFalse(host.controls("chat"));
    }

    @Test
    void haveTheirLinesOfTheLog() throws Exception {
        registry.add("echo", ENDLESS);
        registry.add("chat", app -> System.getLogger("some.library").log(Level.INFO, "on its thread"));
        registry.awaitState("chat", AppState.STOPPED);
        System.getLogger("chat").log(Level.INFO, "its name");
        System.getLogger("chat.part").log(Level.INFO, "begins with it");
        System.getLogger("chatter").log(Level.INFO, "another's");

        List<String> messages = host.log("chat", 100).stream()
                .map(line -> line.replaceFirst(".*  ", ""))
                .toList();

        assertTrue(messages.get(0).startsWith("app chat 1.0 running at "), messages::toString);
        assertTrue(messages.containsAll(List.of("on its thread", "app chat stopped")), messages::toString);
        assertEquals(List.of("its name", "begins with it"), messages.subList(3, 5));
        assertEquals(5, messages.size(), messages::toString);
        assertEquals(1, host.log("chat", 1).size());
        assertEquals(1, host.log("echo", 100).size());
    }

    @Test
    void canBeFollowed() throws Exception {
        registry.add("chat", ENDLESS);
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread following = new Thread(() -> {
            try {
                host.follow("chat", 10, lines::add);
            } catch (IOException | InterruptedException e) {
                lines.add(e.getClass().getSimpleName());
            }
        });
        following.start();
        assertTrue(lines.poll(10, TimeUnit.SECONDS).contains("app chat 1.0 running"));

        System.getLogger("chat").log(Level.INFO, "further");
        assertTrue(lines.poll(10, TimeUnit.SECONDS).endsWith("further"));
        following.interrupt();

        assertEquals("InterruptedException", lines.poll(10, TimeUnit.SECONDS));
    }
}
