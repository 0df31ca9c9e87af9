package net.skywire.helloworld.client;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.LoopHandler;
import net.skywire.app.PubKey;
import net.skywire.app.spi.AppRunner;
import net.skywire.app.spi.AppThreads;
import net.skywire.helloworld.server.HelloworldServer;
import net.skywire.node.exchange.BundleApp;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.port.PortTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HelloworldTest {

    private static final PubKey KEY = PubKey.parse("03" + "22".repeat(32));

    private final Exchange node = new Exchange(KEY, new PortTable<>(NodeApp::name));
    private final AppThreads clientThreads = new AppThreads("client");
    private Optional<AppRunner> server = Optional.empty();

    private void serve(int port, LoopHandler handler) throws IOException {
        AppThreads threads = new AppThreads("server");
        AppConfig config = new AppConfig("helloworld-server", "1.0");
        App app = new BundleApp(node, config, List.of(), port, threads, left -> {}).app();
        server = Optional.of(new AppRunner(app, threads, fault -> {}));
        server.get().start(List.of(), List.of(handler));
    }

    private App client(String... arguments) throws IOException {
        AppConfig config = new AppConfig("helloworld-client", "1.0");
        return new BundleApp(node, config, List.of(arguments), 0, clientThreads, left -> {}).app();
    }

    private String fault(Class<? extends IOException> type, String... arguments) throws IOException {
        App client = client(arguments);
        return assertThrows(type, () -> new HelloworldClient().run(client)).getMessage();
    }

    @AfterEach
    void close() {
        server.ifPresent(AppRunner::close);
        clientThreads.close();
    }

    @Test
    void playsPingPongAtItsOwnNode() throws Exception {
        serve(10, new HelloworldServer());
        App client = client();

        assertDoesNotThrow(() -> new HelloworldClient().run(client));
    }

    @Test
    void dialsTheKeyOrTheAddressInItsLastArgument() throws Exception {
        serve(10, new HelloworldServer());
        App byKey = client("log.db", KEY.toString());
        App byAddress = client(KEY + ":10");

        assertDoesNotThrow(() -> new HelloworldClient().run(byKey));
        assertDoesNotThrow(() -> new HelloworldClient().run(byAddress));
    }

    @Test
    void saysWhatIsWrongWithItsArgument() throws Exception {
        assertEquals(
                "last argument: public key: expected 66 hex digits, got 6 characters",
                fault(IOException.class, "log.db"));
    }

    @Test
    void saysWhyThereIsNoLoop() throws Exception {
        assertEquals("confirm: port is not bound", fault(ConnectException.class));
    }

    @Test
    void failsIfTheServerClosesWithoutAnAnswer() throws Exception {
        serve(10, loop -> loop.input().readNBytes(4));

        assertEquals("expected pong from " + KEY + ":10, got something else", fault(IOException.class));
    }

    @Test
    void isAnsweredEachTimeUntilItSendsSomethingElse() throws Exception {
        serve(10, new HelloworldServer());
        try (Loop loop = client().dial(new Addr(KEY, 10), Duration.ofSeconds(10))) {
            loop.setReadTimeout(Duration.ofSeconds(10));

            assertEquals("pong", exchange(loop, "ping"));
            assertEquals("pong", exchange(loop, "ping"));
            assertEquals("", exchange(loop, "else"));
        }
    }

    /** In two messages: a loop is a stream. */
    private static String exchange(Loop loop, String text) throws IOException {
        loop.output().write(text.substring(0, 1).getBytes(StandardCharsets.UTF_8));
        loop.output().write(text.substring(1).getBytes(StandardCharsets.UTF_8));
        return new String(loop.input().readNBytes(4), StandardCharsets.UTF_8);
    }
}
