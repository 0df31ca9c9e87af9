package net.skywire.node.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.PubKey;
import net.skywire.node.port.PortTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BundleAppTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final PubKey key = PubKey.parse("02" + "ab".repeat(32));
    private final Exchange exchange = new Exchange(key, new PortTable<>(NodeApp::name));

    @Test
    void callsListenersOnThreadsOfItsOwnWhereTheAppBringsNone() throws Exception {
        BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
        try (App server = app("server", 10);
                App client = app("client", 0)) {
            Loop dialled = client.dial(new Addr(key, 10), LONGEST);
            server.accept(LONGEST).listen((loop, message) -> received.add((int) message.get()));

            dialled.write(ByteBuffer.wrap(new byte[] {7}));

            Integer first = received.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
            assertNotNull(first, "no message came");
            assertEquals(7, first);
        }
    }

    private App app(String name, int port) throws Exception {
        return new BundleApp(exchange, new AppConfig(name, "1.0"), List.of(), port, null, left -> {}).app();
    }
}
