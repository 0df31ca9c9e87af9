package net.skywire.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.skywire.app.PubKey;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.port.PortTable;
import net.skywire.testkit.link.PeerSeat;
import net.skywire.testkit.run.AppPlan;
import net.skywire.testkit.run.BundleRun;
import net.skywire.testkit.run.HeldLoops;
import net.skywire.testkit.run.ProcessRun;
import net.skywire.testkit.run.Run;

/**
 * A node in memory, for one test: it starts apps, and seats those the test plays itself. Whatever waits here waits no
 * longer than its {@link #limit}. Any thread may call.
 */
public final class SkywireNode implements AutoCloseable {

    private static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final As as;
    private final Exchange exchange = new Exchange(KEY, new PortTable<>(NodeApp::name));
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(SkywireNode::thread);
    private final HeldLoops loops = new HeldLoops();
    private final List<RunningApp> apps = new CopyOnWriteArrayList<>();
    private final List<PeerSeat> peers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Duration limit = LIMIT;

    /** For use without JUnit's extension; whoever makes it closes it. */
    public SkywireNode(As as) {
        this.as = as;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "skywire-testkit-clock");
        thread.setDaemon(true);
        return thread;
    }

    /** What apps run as here. */
    public As as() {
        return as;
    }

    /** Sets the longest wait of each call from now on; 10 seconds at the beginning. */
    public SkywireNode limit(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("limit: expected more than zero, got " + longest);
        }
        limit = longest;
        return this;
    }

    /** The longest wait of each call. */
    public Duration limit() {
        return limit;
    }

    /** A container leaves an app five seconds. */
    private Duration longestEnd() {
        return limit.compareTo(LONGEST_END) < 0 ? limit : LONGEST_END;
    }

    /**
     * Begins an app of these components, with the name, version and port that {@link net.skywire.app.SkywireApp} says
     * on them. Without a name it is called as its first class. Each class is public and has a public constructor
     * without parameters.
     */
    public AppSetup app(Class<?> component, Class<?>... more) {
        AppSetup setup = new AppSetup(this, component.getSimpleName()).add(component);
        for (Class<?> other : more) {
            setup.add(other);
        }
        return setup;
    }

    /** Begins an app of instances, which are to follow. It can run as a bundle only. */
    public AppSetup app(String name) {
        return new AppSetup(this, name);
    }

    /** Starts an app of these components, with nothing to be said about it. As {@link AppSetup#start}. */
    public RunningApp start(Class<?> component, Class<?>... more) throws IOException {
        return app(component, more).start();
    }

    RunningApp start(AppPlan plan) throws IOException {
        checkOpen();
        Run run = as == As.BUNDLE
                ? BundleRun.start(exchange, loops, plan, longestEnd())
                : ProcessRun.start(exchange, plan, clock);
        RunningApp app = new RunningApp(this, plan.config().name(), run);
        apps.add(app);
        return app;
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("node: expected it to be open, it is closed");
        }
    }

    /** Seats an app that the test plays, at any port. */
    public TestPeer peer() throws IOException {
        return peer(0);
    }

    /**
     * Seats an app that the test plays.
     *
     * @throws java.net.BindException if the port is taken
     */
    public TestPeer peer(int port) throws IOException {
        checkOpen();
        PeerSeat seat = new PeerSeat(exchange, "peer-" + (peers.size() + 1), port, clock);
        peers.add(seat);
        return new TestPeer(this, seat);
    }

    /**
     * The node goes without a word, as if it had crashed: a bundle is ended, a process sees the end of its pipe. Waits
     * for a bundle's end, up to five seconds.
     */
    public void lose() {
        apps.forEach(RunningApp::lose);
    }

    /** What apps have to say on a failure that may be their fault; begins with {@code "; "} if there is anything. */
    String remarks() {
        StringBuilder text = new StringBuilder();
        apps.forEach(app -> app.remarks().forEach(remark -> text.append("; ").append(remark)));
        return text.toString();
    }

    /**
     * Closes the loops of all peers, stops all apps and waits for their ends, up to five seconds each. Closing twice
     * does nothing.
     *
     * @throws AssertionError if an app has failed, and was not expected to, keeps a loop open that is over, or leaves a
     *     thread behind; the message names each
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        peers.forEach(PeerSeat::closeLoops);
        apps.forEach(app -> wrong.addAll(app.openLoops()));
        apps.forEach(app -> wrong.addAll(app.finish()));
        peers.forEach(PeerSeat::close);
        stopClock();
        failIfAny(wrong);
    }

    private void stopClock() {
        clock.shutdownNow();
        try {
            clock.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void failIfAny(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), wrong));
        }
    }
}
