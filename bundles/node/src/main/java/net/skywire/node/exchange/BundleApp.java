package net.skywire.node.exchange;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.spi.AppThreads;
import net.skywire.host.AppFigures.Figures;
import net.skywire.pipe.Limits;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.loop.LoopApp;
import net.skywire.pipe.loop.LoopChannel;
import net.skywire.pipe.loop.LoopPeer;
import net.skywire.pipe.loop.Outcome;
import net.skywire.pipe.loop.Seat;
import net.skywire.pipe.loop.Traffic;

/** An app in this JVM at its seat: its loops to other such apps stay in memory. */
public final class BundleApp implements NodeApp, Seat {

    private final Exchange exchange;
    private final Addr addr;
    private final Executor threads;
    private final Optional<AppThreads> ownThreads;
    private final Consumer<BundleApp> onLeave;
    private final LoopApp app;
    private final SeatLimits limits;
    private final Semaphore loopsLeft;
    private final Traffic traffic = new Traffic();
    private final Set<Dialling> diallings = ConcurrentHashMap.newKeySet();

    /** As the other, with the limits of an app of which nothing is said. */
    public BundleApp(
            Exchange exchange,
            AppConfig config,
            List<String> arguments,
            int port,
            Executor threads,
            Consumer<BundleApp> onLeave)
            throws BindException {
        this(exchange, config, arguments, port, SeatLimits.DEFAULT, threads, onLeave);
    }

    /**
     * Binds the app to its port.
     *
     * @param port its own, or 0 for any that is free
     * @param limits of which a bundle knows that of open loops; what waits for it is limited loop by loop
     * @param threads runs its loops' listeners; null to have some made for it
     * @param onLeave called once, when the app gives up its seat
     * @throws BindException if the port is taken, or none is free
     */
    public BundleApp(
            Exchange exchange,
            AppConfig config,
            List<String> arguments,
            int port,
            SeatLimits limits,
            Executor threads,
            Consumer<BundleApp> onLeave)
            throws BindException {
        this.exchange = exchange;
        this.limits = limits;
        this.loopsLeft = new Semaphore(limits.loops());
        this.ownThreads = threads == null ? Optional.of(new AppThreads(config.name())) : Optional.empty();
        this.threads = ownThreads.<Executor>map(own -> own).orElse(threads);
        this.onLeave = onLeave;
        this.app = new LoopApp(config, arguments, this);
        this.addr = new Addr(exchange.key(), exchange.bind(port, this));
    }

    public App app() {
        return app;
    }

    @Override
    public String name() {
        return app.config().name();
    }

    public Figures figures() {
        int open = limits.loops() - loopsLeft.availablePermits();
        return new Figures(open, traffic.bytesIn(), traffic.bytesOut(), OptionalLong.empty());
    }

    @Override
    public Optional<Addr> addr() {
        return Optional.of(addr);
    }

    @Override
    public void offer(Addr local, Addr remote, LoopPeer far, Answer answer) {
        if (!loopsLeft.tryAcquire()) {
            answer.refused(tooManyLoops());
            return;
        }
        LoopChannel loop = new LoopChannel(local, remote, Limits.SEND_WINDOW, threads, traffic, this::forget);
        loop.connect(far);
        if (app.offer(loop)) {
            answer.accepted(loop);
        } else {
            loopsLeft.release();
            answer.refused("accept backlog is full");
        }
    }

    private String tooManyLoops() {
        return "too many loops: " + limits.loops() + " are open";
    }

    private void forget(LoopChannel loop) {
        app.forget(loop);
        loopsLeft.release();
    }

    @Override
    public LoopChannel dial(Addr remote, Duration timeout) throws IOException {
        Dialling dialling = new Dialling(remote);
        diallings.add(dialling);
        try {
            exchange.dial(this, remote, dialling);
            return dialling.outcome.await(timeout, "dial");
        } finally {
            diallings.remove(dialling);
        }
    }

    private final class Dialling implements Opening {
        private final Outcome<LoopChannel> outcome = new Outcome<>();
        private final Addr remote;
        private LoopChannel loop;

        Dialling(Addr remote) {
            this.remote = remote;
        }

        @Override
        public LoopPeer begin(Addr local) throws ConnectException {
            if (!loopsLeft.tryAcquire()) {
                throw new ConnectException(tooManyLoops());
            }
            loop = new LoopChannel(local, remote, Limits.SEND_WINDOW, threads, traffic, BundleApp.this::closed);
            return loop;
        }

        @Override
        public void opened(LoopPeer far) {
            loop.connect(far);
            if (!app.adopt(loop)) {
                outcome.fails(new AsynchronousCloseException());
                loop.close();
            } else if (!outcome.is(loop)) {
                loop.close();
            }
        }

        @Override
        public void refused(String reason) {
            if (loop != null) {
                loopsLeft.release();
            }
            outcome.isRefusal(reason);
        }
    }

    private void closed(LoopChannel loop) {
        forget(loop);
        exchange.ports().release(loop.localAddress().port(), this);
    }

    @Override
    public void leave() {
        diallings.forEach(dialling -> dialling.outcome.fails(new AsynchronousCloseException()));
        exchange.ports().releaseAll(this);
        onLeave.accept(this);
        ownThreads.ifPresent(AppThreads::close);
    }
}
