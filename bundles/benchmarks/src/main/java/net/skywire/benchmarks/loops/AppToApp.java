package net.skywire.benchmarks.loops;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.benchmarks.Comparison;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Scenario;
import net.skywire.host.AppState;
import net.skywire.itest.Conf;
import net.skywire.itest.Product;
import net.skywire.pipe.Limits;

/** Two processes in C and a loop between them: through the node of the product, and through the relay in C. */
public final class AppToApp implements Scenario {

    private static final int ROUNDS = 20;
    private static final int WARM_UPS = 15;
    private static final int WINDOW = Limits.SEND_WINDOW;
    private static final int UNANSWERED = WINDOW * Limits.WINDOW_PIECE / Loop.MAX_MESSAGE;
    private static final int PING = 16;
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
    private static final String ALL = "all";
    private static final String ONE = "0";

    /** Gives a figure of a loop. */
    @FunctionalInterface
    private interface Measurement {
        double take(Peer source) throws Exception;
    }

    @Override
    public void measure(Path folder, Report report) throws Exception {
        try (Peers peers = new Peers(folder.resolve("orders"));
                Product product = new Product(folder.resolve("product"), settings(peers))) {
            Goal most = Goal.ratioAtMost(1.3);
            Measurement windowed = source -> megabytes(source.stream(Loop.MAX_MESSAGE, UNANSWERED, SAMPLE_NANOS));
            Measurement lockStep = source -> megabytes(source.stream(Loop.MAX_MESSAGE, 1, SAMPLE_NANOS));
            Measurement ping = source -> source.ping(PING, SAMPLE_NANOS).nanosEach() / 1000;
            Peer ours = dialled(product, peers, "source", "sink");
            Peer relay = peers.relay(WINDOW, "sink");
            warmUp("pipe.app-node-app.32k", ours, windowed, report);
            report.row(compared(ours, relay, windowed).row("pipe.app-node-app.32k", "MB/s", Goal.ratioAtLeast(0.80)));
            Peer ours1 = dialled(product, peers, "source-1", "sink-1");
            Peer relay1 = peers.relay(0, "sink");
            warmUp("pipe.app-node-app.32k.lockstep", ours1, lockStep, report);
            peers.place(ONE);
            report.row(compared(ours1, relay1, lockStep)
                    .row("pipe.app-node-app.32k.lockstep", "MB/s", Goal.ratioAtLeast(0.85)));
            peers.place(ALL);
            Peer pinger = dialled(product, peers, "pinger", "echo");
            Peer relayed = peers.relay(WINDOW, "echo");
            warmUp("pipe.pingpong", pinger, ping, report);
            peers.place(ONE);
            report.row(compared(pinger, relayed, ping).row("pipe.pingpong", "us", most));
        }
    }

    private static Conf settings(Peers peers) {
        return Conf.of("bench")
                .process("source", peers.app("source", WINDOW, "source"))
                .process("sink", peers.app("sink", WINDOW, "sink"))
                .process("source-1", peers.app("source-1", 0, "source"))
                .process("sink-1", peers.app("sink-1", 0, "sink"))
                .process("pinger", peers.app("pinger", WINDOW, "source"))
                .process("echo", peers.app("echo", WINDOW, "echo"));
    }

    private static double megabytes(Peer.Count count) {
        return 1000 * count.gigabytesPerSecond(Loop.MAX_MESSAGE);
    }

    private static Peer dialled(Product product, Peers peers, String from, String to) throws Exception {
        peers.await(to);
        Peer source = peers.await(from);
        product.awaitState(to, AppState.RUNNING);
        try (App app = product.node().connect(new AppConfig("bench", "1.0"))) {
            String key = app.addr().orElseThrow().key().toString();
            source.dial(key, product.status(to).port().orElseThrow());
        }
        return source;
    }

    private static void warmUp(String row, Peer ours, Measurement measurement, Report report) throws Exception {
        report.progress(row + ": " + ROUNDS + " rounds, each through our node and through the relay in C");
        for (int round = 0; round < WARM_UPS; round++) {
            measurement.take(ours);
        }
    }

    private static Comparison compared(Peer ours, Peer relay, Measurement measurement) throws Exception {
        return Comparison.inTurn(ROUNDS, () -> measurement.take(ours), () -> measurement.take(relay));
    }
}
