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
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.AppThreads;
import net.skywire.app.spi.LoopPermissions;
import net.skywire.host.AppFigures.Figures;
import net.skywire.pipe.Limits;
import net.skywire.pipe.SeatLimits;
import net.skywire.pipe.loop.LoopApp;
import net.skywire.pipe.loop.LoopChannel;
import net.skywire.pipe.loop.LoopPeer;
import net.skywire.pipe.loop.Outcome;
import net.skywire.pipe.loop.Seat;
import net.skywire.pipe.loop.Traffic;

/**
 * An app in this JVM at its seat: its loops to other such apps stay in memory. Nobody reaches it before it is bound to a
 * port, or has taken the place of another.
 */
public final class BundleApp implements NodeApp, Seat {

    private final Exchange exchange;
    private final OwnPort own;
    private final LoopPermissions permissions;
    private final Executor threads;
    private final Optional<AppThreads> ownThreads;
    private final Consumer<BundleApp> onLeave;
    private final LoopApp app;
    private final SeatLimits limits;
    private final Semaphore loopsLeft;
    private final Traffic traffic = new Traffic();
    private final Set<Dialling> diallings = ConcurrentHashMap.newKeySet();
    private volatile Optional<Addr> addr = Optional.empty();
    private volatile BundleApp successor;

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
        this(exchange, new AppSeat(config, port, threads, arguments, () -> {}), limits, onLeave);
        bind(port);
    }

    /**
     * An app that nobody reaches yet.
     *
     * @param seat with the app's arguments; its wish for a port is not looked at
     * @param limits of which a bundle knows that of open loops; what waits for it is limited loop by loop
     * @param onLeave called once, when the app gives up its seat
     */
    public BundleApp(Exchange exchange, AppSeat seat, SeatLimits limits, Consumer<BundleApp> onLeave) {
        AppConfig config = seat.config();
        this.exchange = exchange;
        this.permissions = seat.permissions();
        this.own = new OwnPort(exchange, permissions);
        this.limits = limits;
        this.loopsLeft = new Semaphore(limits.loops());
        this.ownThreads = seat.threads() == null ? Optional.of(new AppThreads(config.name())) : Optional.empty();
        this.threads = ownThreads.<Executor>map(own -> own).orElse(seat.threads());
        this.onLeave = onLeave;
        this.app = new LoopApp(config, seat.arguments(), this);
    }

    /**
     * Gives the app its port, where it is reached from now on. One that may not accept there gets none.
     *
     * @param port its own, or 0 for any that is free
     * @throws BindException if the port is taken, or none is free
     */
    public void bind(int port) throws BindException {
        addr = own.bind(port, this);
    }

    /**
     * As {@link #bind}, but the app is not reached there before {@link #takePlace}.
     *
     * @throws BindException if the port is that of an app of another name, or none is free
     */
    public void hold(int port) throws BindException {
        addr = own.hold(port, this);
    }

    /** From now on this app is reached at the port it holds, and {@code present} nowhere: what comes for it comes here. */
    public void takePlace(Optional<BundleApp> present) {
        exchange.ports().handOver(present.orElse(null), this);
        present.ifPresent(before -> {
            before.successor = this;
            before.app.admitNoMore();
        });
    }

    /** Opens a loop to this app, whether or not it is reached anywhere; its callbacks run on the app's threads. */
    public Loop probe(Duration timeout) throws IOException {
        return new Prober(exchange, this, threads).open(timeout);
    }

    /** Takes back a loop that the app has not accepted yet. */
    void retract(LoopPeer offered) {
        if (offered instanceof LoopChannel loop) {
            app.retract(loop);
        }
    }

    public LoopApp app() {
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
        return addr;
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
            refuse(local, remote, far, answer);
        }
    }

    /** An app that has a successor takes no more loops: one that was on its way meanwhile goes there. */
    private void refuse(Addr local, Addr remote, LoopPeer far, Answer answer) {
        BundleApp next = successor;
        if (next == null) {
            answer.refused("accept backlog is full");
        } else if (next.addr.isPresent()) {
            next.offer(local, remote, far, answer);
        } else {
            answer.refused("port is not bound");
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
        if (!permissions.permitsDial(remote)) {
            throw new ConnectException(permissions.refusal(name(), remote));
        }
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
