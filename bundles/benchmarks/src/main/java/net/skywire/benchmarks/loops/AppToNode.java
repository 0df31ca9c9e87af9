package net.skywire.benchmarks.loops;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Loop;
import net.skywire.benchmarks.Comparison;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.ProcessOptions;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Scenario;
import net.skywire.benchmarks.codec.Codecs;
import net.skywire.pipe.descriptor.AppChild;
import net.skywire.pipe.descriptor.ChildCommand;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.descriptor.PipePair;

/** An app of ours in one JVM, our node's end of its pipe in another, and the same in C. */
public final class AppToNode implements Scenario {

    private static final int ROUNDS = 20;
    private static final int WARM_UPS = 15;
    private static final int WINDOW = 8;
    private static final int SMALL = 255;
    private static final int SMALL_WINDOW = 255;
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final String codec;
    private final String row;
    private final double least;
    private final boolean withSmall;

    /**
     * @param codec {@code java} or {@code native}; ends the name of the row
     * @param least of the throughput, as a share of the pair's
     * @param withSmall whether small messages are measured too
     */
    public AppToNode(String codec, double least, boolean withSmall) {
        this.codec = codec;
        this.row = "pipe.app-node.32k." + codec;
        this.least = least;
        this.withSmall = withSmall;
    }

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Path socket = folder.resolve("orders");
        try (Peers peers = new Peers(socket)) {
            AppChild app = Descriptors.ofThisProcess("auto").spawn(new ChildCommand(command(socket), null));
            try (PipePair pipe = app.pipe();
                    SinkNode node = new SinkNode(pipe, Codecs.named(codec()))) {
                Peer ours = peers.await("source");
                ours.dial(SinkNode.KEY.toString(), SinkNode.PORT);
                measure(peers, ours, node, report);
            } finally {
                app.terminate();
            }
        }
    }

    private String codec() {
        return codec.equals(Codecs.JAVA) ? Codecs.JAVA : Codecs.inC();
    }

    /** As this JVM was started. */
    private List<String> command(Path socket) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ProcessOptions.ofThisJvm());
        command.add("-Dskywire.codec=" + codec());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), JavaApp.class.getName(), socket.toString()));
        return command;
    }

    private void measure(Peers peers, Peer ours, SinkNode node, Report report) throws Exception {
        Peer pair = peers.pair(SMALL_WINDOW);
        int size = Loop.MAX_MESSAGE;
        warmUp(row, ours, node, size, report);
        report.row(Comparison.inTurn(ROUNDS, () -> stream(ours, node, size).gigabytesPerSecond(size), () -> pair.stream(
                                size, WINDOW, SAMPLE_NANOS)
                        .gigabytesPerSecond(size))
                .row(row, "GB/s", Goal.ratioAtLeast(least)));
        if (withSmall) {
            warmUp("pipe.app-node.255", ours, node, SMALL, report);
            report.row(Comparison.inTurn(ROUNDS, () -> stream(ours, node, SMALL).nanosEach(), () -> pair.stream(
                                    SMALL, SMALL_WINDOW, SAMPLE_NANOS)
                            .nanosEach())
                    .row("pipe.app-node.255", "ns", Goal.ratioAtMost(1.25)));
        }
    }

    private static void warmUp(String row, Peer ours, SinkNode node, int size, Report report) throws Exception {
        report.progress(row + ": " + ROUNDS + " rounds, each ours and the pair in C");
        for (int round = 0; round < WARM_UPS; round++) {
            stream(ours, node, size);
        }
    }

    /** Until the node has them all. */
    private static Peer.Count stream(Peer ours, SinkNode node, int size) throws Exception {
        long before = node.taken();
        Peer.Count count = ours.stream(size, 0, SAMPLE_NANOS);
        long reported = System.nanoTime();
        node.awaitTaken(before + count.messages());
        return new Peer.Count(count.messages(), count.nanos() + System.nanoTime() - reported);
    }
}
