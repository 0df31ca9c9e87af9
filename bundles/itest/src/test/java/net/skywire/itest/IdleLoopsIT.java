package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.spi.NodeConnector;
import net.skywire.host.AppState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of loops in callback style, of which hardly any has something to do. */
@Timeout(180)
class IdleLoopsIT {

    private static final int LOOPS = 5000;
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    Path home;

    @Test
    void takeNoThreadWhileNothingComes() throws Exception {
        try (Product product = new Product(home, Conf.of("listening=100", "dialler"))) {
            product.put(AppJars.of(ListeningApp.class, "listening", "1.0.0"), "apps/listening.jar");
            product.awaitState("listening", AppState.RUNNING);
            var node = product.context().getServiceReference(NodeConnector.class);
            App app = product.context().getService(node).connect(new AppConfig("dialler", "1.0"));
            Addr listening = new Addr(app.addr().orElseThrow().key(), 100);

            List<Loop> loops = new ArrayList<>();
            while (loops.size() < LOOPS) {
                Loop loop = app.dial(listening, LONG);
                loops.add(loop);
                assertEquals(kindOfThread(), ask(loop), "so that it is accepted before the next");
            }
            Product.await("no thread but the one that accepts", () -> threads() <= 1);

            for (Loop loop : loops) {
                assertEquals(kindOfThread(), ask(loop));
            }
            app.close();
        }
    }

    private static String kindOfThread() {
        return Runtime.version().feature() >= 21 ? "VirtualThread" : "Thread";
    }

    private static String ask(Loop loop) throws IOException {
        loop.setReadTimeout(LONG);
        loop.write(ByteBuffer.wrap(new byte[] {1}));
        ByteBuffer answer = ByteBuffer.allocate(100);
        loop.read(answer);
        return StandardCharsets.UTF_8.decode(answer.flip()).toString();
    }

    /** The app's platform threads; virtual ones are not among them. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("listening-"))
                .count();
    }
}
