package net.skywire.node.process;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.skywire.app.Addr;
import net.skywire.app.LoopAddr;
import net.skywire.host.AppFigures.Figures;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.exchange.Opening;
import net.skywire.pipe.Limits;
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
import net.skywire.pipe.loop.LoopPeer;

/**
 * An app process at its seat: serves what it asks for on its pipe. Requests come on the thread that reads the pipe,
 * offers on any.
 */
public final class ProcessSeat implements NodeApp, PipeOwner {

    private final Exchange exchange;
    private final Admission admission;
    private final ScheduledExecutorService timer;
    private final PeerDialect dialect;
    private final PipeConnection connection;
    private final PipeLoops loops;
    private volatile int window = 1;
    private volatile int port;

    /**
     * @param admission decides who may sit here
     * @param timer limits the wait for the app's answers
     * @param dialect in which the app is spoken to
     */
    public ProcessSeat(
            Exchange exchange,
            Admission admission,
            PipeEnds pipe,
            PeerDialect dialect,
            ScheduledExecutorService timer) {
        this.exchange = exchange;
        this.admission = admission;
        this.timer = timer;
        this.dialect = dialect;
        this.connection = new PipeConnection(
                admission.name(), pipe, this, admission.limits().requests());
        this.loops = new PipeLoops(connection, dialect, this::owns, this::over, admission.limits());
    }

    public void start() {
        connection.start();
    }

    /** Closes its loops, waits no longer than twice {@code longest} for the app to hear of it, and ends the pipe. */
    public void dismiss(Duration longest) {
        loops.close(longest);
        connection.closeOrderly(longest);
    }

    public void close() {
        connection.close();
    }

    @Override
    public String name() {
        return admission.name();
    }

    /** Of the app's loops. */
    Figures figures(OptionalLong memory) {
        return new Figures(
                loops.openCount(), loops.traffic().bytesIn(), loops.traffic().bytesOut(), memory);
    }

    private boolean owns(int asked) {
        return exchange.ports().owns(asked, this);
    }

    private void over(LoopAddr loop) {
        exchange.ports().release(loop.port(), this);
    }

    @Override
    public void request(byte type, int id, ByteBuffer body) {
        if (type == FrameType.INIT) {
            init(id, body);
        } else if (port == 0) {
            connection.fail(id, "unexpected frame");
        } else {
            serve(type, id, body);
        }
    }

    @Override
    public void send(int id, SendView send) {
        loops.send(id, send);
    }

    private void serve(byte type, int id, ByteBuffer body) {
        switch (type) {
            case FrameType.CREATE_LOOP -> createLoop(id, body);
            case FrameType.SEND -> loops.send(id, body);
            case FrameType.CLOSE -> loops.close(id, body);
            default -> connection.fail(id, "unexpected frame");
        }
    }

    private void init(int id, ByteBuffer body) {
        try {
            if (port != 0) {
                throw new IOException("unexpected frame");
            }
            InitBody init = Bodies.readInit(body);
            port = admission.admit(init, this);
            connection.succeed(id, initAnswer(init));
            admission.admitted(init.appVersion(), port);
        } catch (IOException e) {
            connection.fail(id, e.getMessage());
            if (port == 0) {
                admission.refused(e.getMessage());
            }
        }
    }

    private byte[] initAnswer(InitBody init) {
        if (init.sendWindow() <= 1) {
            return Bodies.nothing();
        }
        window = Math.min(init.sendWindow(), Limits.SEND_WINDOW);
        dialect.isOurs();
        return Bodies.initAnswer(new InitAnswer(window, new Addr(exchange.key(), port)));
    }

    private void createLoop(int id, ByteBuffer body) {
        try {
            Addr remote = Bodies.readAddr(body);
            exchange.dial(this, remote, new Dialling(id, remote));
        } catch (BodyException e) {
            connection.fail(id, e.getMessage());
        }
    }

    private final class Dialling implements Opening {
        private final int id;
        private final Addr remote;
        private Addr local;
        private PipeLoop near;

        Dialling(int id, Addr remote) {
            this.id = id;
            this.remote = remote;
        }

        @Override
        public LoopPeer begin(Addr given) throws ConnectException {
            local = given;
            near = loops.add(new LoopAddr(given.port(), remote), window);
            return near;
        }

        @Override
        public void opened(LoopPeer far) {
            near.connect(far);
            connection.succeed(id, Bodies.addr(local));
            near.open();
        }

        @Override
        public void refused(String reason) {
            if (near != null) {
                loops.remove(near);
            }
            connection.fail(id, reason);
        }
    }

    @Override
    public void offer(Addr local, Addr remote, LoopPeer far, Answer answer) {
        PipeLoop near;
        try {
            near = loops.add(new LoopAddr(local.port(), remote), window);
        } catch (ConnectException e) {
            answer.refused(e.getMessage());
            return;
        }
        near.connect(far);
        Confirmation confirmation = new Confirmation(near, loops, connection, answer);
        confirmation.limit(timer, Limits.CONFIRM_TIMEOUT);
        connection.request(FrameType.CONFIRM_LOOP, Bodies.confirm(new LoopEnds(local, remote)), confirmation);
    }

    @Override
    public void later(Runnable action) {
        try {
            timer.schedule(action, Limits.UNUSED_LOOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            action.run();
        }
    }

    @Override
    public void ended(IOException cause) {
        exchange.ports().releaseAll(this);
        loops.end(null);
        admission.ended(cause);
    }
}
