package net.skywire.host.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.Loop;
import net.skywire.app.PubKey;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.StagingConnector;
import net.skywire.pipe.loop.LoopApp;
import net.skywire.pipe.loop.LoopChannel;
import net.skywire.pipe.loop.Seat;

/** A node that allows all apps, or none, and has just enough of a table of ports for real loops between them. */
final class SmallNode implements StagingConnector {

    static final PubKey KEY = PubKey.parse("02" + "11".repeat(32));

    private final Map<Integer, Chair> chairs = new ConcurrentHashMap<>();
    private final Map<App, Chair> chairOf = new ConcurrentHashMap<>();
    private final AtomicInteger lastPort = new AtomicInteger(100);
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private volatile Supplier<IOException> refusal;
    private volatile AppSeat lastAsked;

    /** From now on; null for none. */
    void refuseAll(String reason) {
        refuseWith(reason == null ? null : () -> new ConnectException(reason));
    }

    /** From now on; null for none. */
    void refuseWith(Supplier<IOException> next) {
        refusal = next;
    }

    /** Takes away the seat that was asked for last. */
    void loseLast() {
        lastAsked.onLost().run();
    }

    /** The ends it was told of, each the app and its fault. */
    List<String> ends() {
        return ends;
    }

    @Override
    public void ended(App app, Optional<String> fault) {
        ends.add(app.config().name() + fault.map(text -> ": " + text).orElse("") + ", " + seatCount() + " seated");
    }

    static Addr at(int port) {
        return new Addr(KEY, port);
    }

    int seatCount() {
        return chairs.size();
    }

    @Override
    public App connect(AppSeat asked) throws IOException {
        if (refusal != null) {
            throw refusal.get();
        }
        lastAsked = asked;
        Chair chair = new Chair(asked, asked.wishedPort() == 0 ? lastPort.incrementAndGet() : asked.wishedPort());
        chairs.put(chair.addr.port(), chair);
        return chair.app;
    }

    /** Not in the table of chairs, where others look for whom they dial. */
    @Override
    public App stage(AppSeat asked, Optional<App> present) throws IOException {
        if (refusal != null) {
            throw refusal.get();
        }
        int port = present.flatMap(App::addr).map(Addr::port).orElseGet(lastPort::incrementAndGet);
        return new Chair(asked, port).app;
    }

    @Override
    public void handOver(App staged, Optional<App> present) {
        chairs.put(staged.addr().orElseThrow().port(), chairOf.get(staged));
    }

    @Override
    public Loop probe(App app, Duration timeout) throws IOException {
        return new Chair(new AppSeat(app.config(), 1, Runnable::run, List.of(), () -> {}), 1).open(chairOf.get(app));
    }

    @Override
    public int loopCount(App app) {
        return chairOf.get(app).app.loopCount();
    }

    @Override
    public boolean awaitNoLoops(App app, Duration longest) throws InterruptedException {
        return chairOf.get(app).app.awaitNoLoops(longest);
    }

    private final class Chair implements Seat {
        private final Addr addr;
        private final Executor threads;
        private final LoopApp app;

        Chair(AppSeat asked, int port) {
            this.addr = at(port);
            this.threads = asked.threads();
            this.app = new LoopApp(asked.config(), List.of(), this);
            chairOf.put(app, this);
        }

        private LoopChannel end(Addr local, Addr remote) {
            return new LoopChannel(local, remote, 8, threads, app::forget);
        }

        @Override
        public LoopChannel dial(Addr remote, Duration timeout) throws IOException {
            Chair other = chairs.get(remote.port());
            if (other == null) {
                throw new ConnectException("port is not bound");
            }
            return open(other);
        }

        LoopChannel open(Chair other) throws IOException {
            Addr local = at(lastPort.incrementAndGet());
            LoopChannel here = end(local, other.addr);
            LoopChannel there = other.end(other.addr, local);
            here.connect(there);
            there.connect(here);
            if (!app.adopt(here) || !other.app.offer(there)) {
                throw new ConnectException("nobody accepts");
            }
            return here;
        }

        @Override
        public Optional<Addr> addr() {
            return Optional.of(addr);
        }

        @Override
        public void leave() {
            chairs.remove(addr.port(), this);
            chairOf.remove(app);
        }
    }
}
