package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.PubKey;
import net.skywire.app.spi.AppThreads;
import net.skywire.node.exchange.BundleApp;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.port.PortTable;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.connection.PeerDialect;
import net.skywire.pipe.frame.Dialect;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.frame.InitBody;
import net.skywire.pipe.session.FramePipe;
import org.junit.jupiter.api.AfterEach;

/** A node with seats for processes, played by a test on real pipes, and for bundles. */
abstract class SeatsOfANode {

    static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    static final Duration LONG = Duration.ofSeconds(10);
    static final String INIT = "{\"app-name\":\"helloworld\",\"app-version\":\"1.0\",\"protocol-version\":\"0.0.1\"}";

    final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
    final AppThreads appThreads = new AppThreads("bundle");
    final List<FramePipe> pipes = new ArrayList<>();
    final List<Open> admissions = new ArrayList<>();
    Exchange exchange = new Exchange(KEY, new PortTable<>(NodeApp::name));
    SeatLimits limits = SeatLimits.DEFAULT;

    @AfterEach
    void end() throws Exception {
        for (FramePipe pipe : pipes) {
            pipe.close();
        }
        appThreads.close();
        threads.shutdownNow();
        assertTrue(appThreads.awaitEnd(LONG));
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }

    /** Lets everyone in under one name, on a port. */
    final class Open implements Admission {
        private final String name;
        private final int port;
        private final SeatLimits most = limits;
        final CompletableFuture<Integer> seated = new CompletableFuture<>();
        final CompletableFuture<IOException> over = new CompletableFuture<>();

        Open(String name, int port) {
            this.name = name;
            this.port = port;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public SeatLimits limits() {
            return most;
        }

        @Override
        public int admit(InitBody init, NodeApp app) throws IOException {
            return exchange.bind(port, app);
        }

        @Override
        public void admitted(String version, int bound) {
            seated.complete(bound);
        }

        @Override
        public void refused(String reason) {}

        @Override
        public void ended(IOException cause) {
            over.complete(cause);
        }
    }

    FramePipe seat(String name, int port, Dialect dialect) throws IOException {
        FramePipe pipe = new FramePipe(Pipe.open(), Pipe.open());
        pipes.add(pipe);
        Open admission = new Open(name, port);
        admissions.add(admission);
        new ProcessSeat(exchange, admission, pipe.ofNode(), new PeerDialect(dialect), threads).start();
        return pipe;
    }

    FramePipe seated(String name, int port) throws IOException {
        FramePipe pipe = seat(name, port, Dialect.BOTH);
        assertEquals("-1 0 null", pipe.ask(FrameType.INIT, INIT));
        return pipe;
    }

    /** A loop from one process to another; its local port is the next that is free. */
    static void open(FramePipe client, FramePipe server, int serverPort) throws IOException {
        client.frame(FrameType.CREATE_LOOP, 0, address(serverPort));
        String confirm = server.next();
        assertTrue(confirm.startsWith("2 "), confirm);
        server.frame(FrameType.SUCCESS, idOf(confirm), "null");
        assertTrue(client.next().startsWith("-1 0 {"));
    }

    static int idOf(String frame) {
        return Integer.parseInt(frame.split(" ")[1]);
    }

    App bundle(String name, int port) throws IOException {
        return new BundleApp(exchange, new AppConfig(name, "1.0"), List.of(), port, limits, appThreads, left -> {})
                .app();
    }

    static String address(int port) {
        return "{\"pk\":\"" + KEY + "\",\"port\":" + port + "}";
    }

    static String loop(int local, int remote) {
        return "{\"port\":" + local + ",\"remote\":" + address(remote) + "}";
    }

    static String send(int local, int remote, String base64) {
        return "{\"addr\":" + loop(local, remote) + ",\"payload\":\"" + base64 + "\"}";
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String read(Loop loop) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(100);
        loop.read(target);
        return StandardCharsets.UTF_8.decode(target.flip()).toString();
    }
}
