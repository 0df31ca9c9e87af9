package net.skywire.attach;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.NoSeatYetException;
import net.skywire.pipe.PipeSeat;
import net.skywire.pipe.connection.PipeEnds;
import net.skywire.pipe.descriptor.PipePair;
import net.skywire.pipe.frame.SendCodec;
import net.skywire.pipe.loop.LoopApp;

/**
 * The pipes of one app at an outside node, from when they come until the app has ended. The node is asked by a thread
 * of its own, so that nobody else waits for it. The lock is this object's; nobody is called while it is held.
 */
final class Attachment {

    private static final Logger LOG = System.getLogger("net.skywire.attach");

    private enum State {
        /** For the app. */
        WAITING,
        /** For the node's answer to Init. */
        ASKING,
        /** The node has let the app in, which has to take its seat. */
        READY,
        /** The node has refused the app, which has to hear of it. */
        REFUSED,
        /** By the app. */
        TAKEN,
        OVER
    }

    private final String name;
    private final Optional<String> version;
    private final List<String> arguments;
    private final PipePair pipes;
    private final Caller caller;
    private SendCodec codec;
    private State state = State.WAITING;
    private Runnable onChange = () -> {};
    private LoopApp seat;
    private volatile AppSeat taken;
    private String fault = "";
    private boolean pipeIsLost;
    private boolean withdrawn;
    private boolean told;

    /** @param version empty if any will do */
    Attachment(String name, Optional<String> version, List<String> arguments, PipePair pipes, Caller caller) {
        this.name = name;
        this.version = version;
        this.arguments = arguments;
        this.pipes = pipes;
        this.caller = caller;
    }

    /** Says how Sends are written and read, before anything is. */
    void use(SendCodec chosen) {
        codec = chosen;
    }

    String name() {
        return name;
    }

    boolean isFor(AppConfig app) {
        return app.name().equals(name) && version.orElse(app.version()).equals(app.version());
    }

    @Override
    public String toString() {
        return name + version.map(text -> " " + text).orElse("");
    }

    /** @param listener called whenever it is worth asking for the seat, and when all is over */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    synchronized boolean isTaken() {
        return state == State.TAKEN;
    }

    synchronized boolean isOver() {
        return state == State.OVER;
    }

    /** Another may take its place: nothing will come of it but, maybe, a refusal that the app has not heard of. */
    synchronized boolean isPast() {
        return state == State.OVER || state == State.REFUSED;
    }

    /**
     * Gives the app its seat. The first time, the node is asked.
     *
     * @throws NoSeatYetException until the node has answered
     * @throws ConnectException if it has refused the app
     */
    synchronized App take(AppSeat asked) throws IOException {
        switch (state) {
            case WAITING -> {
                state = State.ASKING;
                Thread asking = new Thread(() -> ask(asked), "skywire-attach-init-" + name);
                asking.setDaemon(true);
                asking.start();
            }
            case READY -> {
                state = State.TAKEN;
                taken = asked;
                return new AttachedApp(seat, this);
            }
            case REFUSED -> {
                state = State.OVER;
                throw new ConnectException(fault);
            }
            case TAKEN -> throw new ConnectException("another bundle is " + name + " already");
            default -> {}
        }
        throw new NoSeatYetException(
                state == State.ASKING ? "for the node's answer" : "for the node to start it again");
    }

    private void ask(AppSeat first) {
        try {
            AppSeat own = new AppSeat(first.config(), 0, this::run, arguments, this::pipeLost, first.permissions());
            became(State.READY, PipeSeat.connect(own, new PipeEnds(pipes.in(), pipes.out(), codec)), "");
        } catch (IOException e) {
            closePipes();
            became(State.REFUSED, null, String.valueOf(e.getMessage()));
        }
        onChange.run();
    }

    private void became(State next, LoopApp app, String reason) {
        boolean current;
        boolean gone;
        synchronized (this) {
            current = state == State.ASKING;
            gone = pipeIsLost;
            if (current) {
                state = next;
                seat = app;
                fault = reason;
            }
        }
        if (next == State.REFUSED) {
            tell();
        } else if (!current) {
            app.close();
        } else if (gone) {
            withdraw("");
        }
    }

    private void run(Runnable callback) {
        AppSeat asked = taken;
        if (asked == null) {
            throw new RejectedExecutionException(name + " has not taken its seat");
        }
        asked.threads().execute(callback);
    }

    /** The node has closed the pipes. */
    private void pipeLost() {
        synchronized (this) {
            pipeIsLost = true;
            if (state == State.ASKING) {
                return;
            }
        }
        LOG.log(Level.INFO, "the node of {0} has closed its pipes", name);
        withdraw("");
    }

    /**
     * Takes the seat away: from the app, which then closes it, or at once if no app has it. A refusal stays for the app
     * to hear.
     *
     * @param reason told to the caller; empty for none
     */
    void withdraw(String reason) {
        LoopApp unused;
        AppSeat asked;
        synchronized (this) {
            if (withdrawn || state == State.OVER || state == State.REFUSED) {
                return;
            }
            withdrawn = true;
            fault = reason;
            asked = taken;
            unused = seat;
            state = asked == null ? State.OVER : state;
        }
        if (asked != null) {
            asked.onLost().run();
            return;
        }
        if (unused != null) {
            unused.close();
        }
        closePipes();
        tell();
        onChange.run();
    }

    /** @param reason why the app has failed, if it has */
    synchronized void failed(Optional<String> reason) {
        fault = reason.orElse(fault);
    }

    /** The app has closed its seat; nothing of it is kept. */
    void closed() {
        synchronized (this) {
            state = State.OVER;
            taken = null;
        }
        tell();
        onChange.run();
    }

    void seated() {
        caller.seated();
    }

    private void tell() {
        String last;
        synchronized (this) {
            if (told) {
                return;
            }
            told = true;
            last = fault;
        }
        caller.ended(last);
    }

    /** Where a thread waits in one of them, it is woken. */
    private void closePipes() {
        try {
            pipes.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the pipes of {0}: {1}", name, e.getMessage());
        }
    }
}
