package net.skywire.testkit.link;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.pipe.Limits;
import net.skywire.pipe.loop.LoopChannel;
import net.skywire.pipe.loop.LoopPeer;

/** A peer's end of a loop, and the two lines between it and the app's end. */
public final class PeerEnd {

    private final Speed speed;
    private final ScheduledExecutorService clock;
    private final LoopChannel channel;
    private final Line toPeer;
    private volatile Line toApp;

    PeerEnd(Addr local, Addr remote, Speed speed, ScheduledExecutorService clock, Consumer<PeerEnd> onClose) {
        this.speed = speed;
        this.clock = clock;
        this.channel =
                new LoopChannel(local, remote, Limits.SEND_WINDOW, Runnable::run, closed -> onClose.accept(this));
        this.toPeer = new Line(channel, speed, clock, this::cut);
    }

    /** What the app's end speaks to. */
    LoopPeer entrance() {
        return toPeer;
    }

    void connect(LoopPeer far) {
        toApp = new Line(far, speed, clock, this::cut);
        channel.connect(toApp);
    }

    public Loop loop() {
        return channel;
    }

    /** Takes nothing from the app until {@link #resume}, and answers nothing. */
    public void stall() {
        toPeer.stall();
    }

    public void resume() {
        toPeer.resume();
    }

    /** Nothing is under way or stalled any longer than it takes to deliver it. */
    void settle() {
        toPeer.settle();
        toApp.settle();
    }

    /** Takes so many bytes more from the app, and is cut at the next. */
    public void cutAfter(int bytes) {
        toPeer.breakAfter(bytes);
    }

    /** Neither end hears of the other any more, but for what is under way. */
    public void cut() {
        IOException cause = new IOException("the link is lost");
        toPeer.cut(cause);
        toApp.cut(cause);
    }
}
