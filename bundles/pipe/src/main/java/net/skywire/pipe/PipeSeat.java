package net.skywire.pipe;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import net.skywire.app.Addr;
import net.skywire.app.LoopAddr;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.AppThreads;
import net.skywire.pipe.connection.Inquiry;
import net.skywire.pipe.connection.PeerDialect;
import net.skywire.pipe.connection.PipeConnection;
import net.skywire.pipe.connection.PipeEnds;
import net.skywire.pipe.connection.PipeLoop;
import net.skywire.pipe.connection.PipeLoops;
import net.skywire.pipe.connection.PipeOwner;
import net.skywire.pipe.frame.Bodies;
import net.skywire.pipe.frame.BodyException;
import net.skywire.pipe.frame.FrameType;
import net.skywire.pipe.frame.InitAnswer;
import net.skywire.pipe.frame.InitBody;
import net.skywire.pipe.frame.LoopEnds;
import net.skywire.pipe.frame.SendView;
import net.skywire.pipe.loop.LoopApp;
import net.skywire.pipe.loop.LoopChannel;
import net.skywire.pipe.loop.Seat;
import net.skywire.pipe.loop.Traffic;

/** An app's seat at a node at the other end of two pipes. */
public final class PipeSeat implements Seat, PipeOwner {

    /** How nodes begin a refusal for this reason, also those in Go. */
    private static final Pattern PORT_TAKEN = Pattern.compile("port \\d+ is already bound");

    private final AppSeat asked;
    private final LoopApp app;
    private final Executor threads;
    private final PeerDialect dialect;
    private final PipeConnection connection;
    private final PipeLoops loops;
    private final Traffic traffic = new Traffic();
    private volatile int window = 1;
    private volatile Addr addr;
    private volatile boolean left;

    private PipeSeat(AppSeat asked, PipeEnds pipe, PeerDialect dialect) {
        this.asked = asked;
        this.app = new LoopApp(asked.config(), asked.arguments(), this);
        this.threads = asked.threads() == null ? new AppThreads(asked.config().name()) : asked.threads();
        this.dialect = dialect;
        this.connection = new PipeConnection(asked.config().name(), pipe, this, Limits.REQUEST_IDS);
        this.loops = new PipeLoops(connection, dialect, port -> true, over -> {}, SeatLimits.NONE);
    }

    /** As {@link net.skywire.app.spi.NodeConnector#connect(AppSeat)}; the pipes belong to the app from now on. */
    public static LoopApp connect(AppSeat asked, PipeEnds pipe) throws IOException {
        return connect(asked, pipe, new PeerDialect(), Limits.SEND_WINDOW);
    }

    /**
     * As {@link #connect(AppSeat, PipeEnds)}, at a node whose dialect is known.
     *
     * @param window the pieces of a loop this app would leave unanswered; with 0 it says nothing of it, as a Go app
     */
    public static LoopApp connect(AppSeat asked, PipeEnds pipe, PeerDialect dialect, int window) throws IOException {
        PipeSeat seat = new PipeSeat(asked, pipe, dialect);
        seat.connection.start();
        try {
            seat.init(window);
            return seat.app;
        } catch (IOException e) {
            seat.connection.close();
            throw e;
        }
    }

    private void init(int wishedWindow) throws IOException {
        InitBody body = new InitBody(
                asked.config().name(), asked.config().version(), asked.config().protocolVersion(), wishedWindow);
        Inquiry<InitAnswer> inquiry = new Inquiry<>(Bodies::readInitAnswer, late -> {});
        InitAnswer answer = askForSeat(body, inquiry);
        if (answer.sendWindow() > 1) {
            window = Math.min(answer.sendWindow(), Math.max(1, wishedWindow));
            dialect.isOurs();
        }
        if (answer.addr() != null) {
            addr = answer.addr();
        }
    }

    private InitAnswer askForSeat(InitBody body, Inquiry<InitAnswer> inquiry) throws IOException {
        try {
            return ask(FrameType.INIT, Bodies.init(body), inquiry, Limits.INIT_TIMEOUT, "init");
        } catch (ConnectException e) {
            throw PORT_TAKEN.matcher(e.getMessage()).lookingAt() ? new BindException(e.getMessage()) : e;
        }
    }

    private <T> T ask(byte type, byte[] body, Inquiry<T> inquiry, Duration timeout, String what) throws IOException {
        connection.request(type, body, inquiry);
        return inquiry.await(timeout, what);
    }

    @Override
    public LoopChannel dial(Addr remote, Duration timeout) throws IOException {
        if (!asked.permissions().permitsDial(remote)) {
            throw new ConnectException(
                    asked.permissions().refusal(asked.config().name(), remote));
        }
        Inquiry<LoopChannel> inquiry =
                new Inquiry<>(body -> dialled(Bodies.readAddr(body), remote), LoopChannel::close);
        try {
            return ask(FrameType.CREATE_LOOP, Bodies.addr(remote), inquiry, timeout, "dial");
        } catch (ConnectException e) {
            if (connection.isOpen() && !left) {
                throw e;
            }
            throw new AsynchronousCloseException();
        }
    }

    private LoopChannel dialled(Addr local, Addr remote) throws BodyException {
        LoopChannel loop = channel(local, remote);
        PipeLoop far;
        try {
            far = loops.add(new LoopAddr(local.port(), remote), window);
        } catch (ConnectException e) {
            throw new BodyException("node gave port " + local.port() + ": " + e.getMessage());
        }
        loop.connect(far);
        far.connect(loop);
        far.open();
        if (!app.adopt(loop)) {
            loop.close();
        }
        return loop;
    }

    private LoopChannel channel(Addr local, Addr remote) {
        return new LoopChannel(local, remote, window, threads, traffic, app::forget);
    }

    @Override
    public void request(byte type, int id, ByteBuffer body) {
        switch (type) {
            case FrameType.CONFIRM_LOOP -> confirm(id, body);
            case FrameType.SEND -> loops.send(id, body);
            case FrameType.CLOSE -> loops.close(id, body);
            default -> connection.fail(id, "unexpected frame");
        }
    }

    @Override
    public void send(int id, SendView send) {
        loops.send(id, send);
    }

    private void confirm(int id, ByteBuffer body) {
        LoopEnds ends;
        try {
            ends = Bodies.readConfirm(body);
        } catch (BodyException e) {
            connection.fail(id, e.getMessage());
            return;
        }
        addr = ends.local();
        if (!asked.permissions().permitsAccept(ends.local().port())) {
            connection.fail(id, "port is not bound");
            return;
        }
        LoopChannel loop = channel(ends.local(), ends.remote());
        PipeLoop far;
        try {
            far = loops.add(new LoopAddr(ends.local().port(), ends.remote()), window);
        } catch (ConnectException e) {
            connection.fail(id, e.getMessage());
            return;
        }
        loop.connect(far);
        far.connect(loop);
        if (app.offer(loop)) {
            connection.succeed(id, Bodies.nothing());
            far.open();
        } else {
            loops.remove(far);
            connection.fail(id, "accept backlog is full");
        }
    }

    @Override
    public Optional<Addr> addr() {
        return Optional.ofNullable(addr);
    }

    @Override
    public void leave() {
        left = true;
        connection.closeOrderly(Limits.CLOSE_TIMEOUT);
        if (asked.threads() == null) {
            ((AppThreads) threads).close();
        }
    }

    /** What the loops have received can still be read. */
    @Override
    public void ended(IOException cause) {
        if (left) {
            loops.end(null);
        } else {
            asked.onLost().run();
            loops.end(cause == null ? new IOException("the node has closed the pipe") : cause);
            app.lose();
        }
    }
}
