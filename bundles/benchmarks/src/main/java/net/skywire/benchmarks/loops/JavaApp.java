package net.skywire.benchmarks.loops;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.AppMain;
import net.skywire.app.Loop;
import net.skywire.app.PubKey;
import net.skywire.app.spi.AppRunner;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.AppThreads;
import net.skywire.app.spi.NodeConnectors;

/** The source in Java: as the one of {@code native/bench}, on our library, run as an app's jar is. */
final class JavaApp implements AppMain {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int BETWEEN_LOOKS = 16;
    private static final Logger ALL = Logger.getLogger("");

    private final Path socket;
    private Loop loop;

    private JavaApp(Path socket) {
        this.socket = socket;
    }

    /** Arguments: the socket of its orders. */
    public static void main(String[] args) throws Exception {
        ALL.setLevel(Level.WARNING);
        AppConfig config = new AppConfig("source", "1.0");
        AppThreads threads = new AppThreads(config.name());
        CompletableFuture<Optional<String>> end = new CompletableFuture<>();
        App app = NodeConnectors.ofThisProcess()
                .connect(new AppSeat(config, 0, threads, List.of(), () -> end.complete(Optional.empty())));
        try (AppRunner runner = new AppRunner(app, threads, end::complete)) {
            runner.start(List.of(new JavaApp(Path.of(args[0]))), List.of());
            end.join().ifPresent(System.err::println);
        }
        System.exit(0);
    }

    @Override
    public void run(App app) throws IOException {
        try (SocketChannel orders = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                BufferedReader lines = new BufferedReader(Channels.newReader(orders, StandardCharsets.US_ASCII))) {
            say(orders, app.config().name() + ' ' + ProcessHandle.current().pid());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                say(orders, obey(app, line.split(" ")));
            }
        }
    }

    private static void say(SocketChannel orders, String line) throws IOException {
        orders.write(ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.US_ASCII)));
    }

    private String obey(App app, String[] order) throws IOException {
        switch (order[0]) {
            case "dial" -> {
                loop = app.dial(new Addr(PubKey.parse(order[1]), Integer.parseInt(order[2])), LONGEST);
                return Integer.toString(loop.localAddress().port());
            }
            case "stream" -> {
                return stream(Integer.parseInt(order[1]), Long.parseLong(order[3]));
            }
            default -> throw new IOException("unknown order: " + order[0]);
        }
    }

    /** The window is the one that the node has granted. */
    private String stream(int size, long nanos) throws IOException {
        ByteBuffer message = ByteBuffer.allocateDirect(size);
        long sent = 0;
        long start = System.nanoTime();
        do {
            loop.write(message.clear());
            sent++;
        } while (sent % BETWEEN_LOOKS != 0 || System.nanoTime() - start < nanos);
        return sent + " " + (System.nanoTime() - start);
    }
}
