package net.skywire.node.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import net.skywire.app.Addr;
import net.skywire.app.Loop;
import net.skywire.pipe.Limits;
import net.skywire.pipe.loop.LoopChannel;
import net.skywire.pipe.loop.LoopPeer;
import net.skywire.pipe.loop.Outcome;

/** Opens one loop to an app past the table of ports. Has no port itself but the one of that loop. */
final class Prober implements NodeApp, Opening {

    private final Exchange exchange;
    private final BundleApp target;
    private final Executor threads;
    private final Outcome<LoopChannel> outcome = new Outcome<>();
    private final Addr remote;
    private LoopChannel loop;
    private volatile LoopPeer offered;

    /** @param threads run the callbacks of this end */
    Prober(Exchange exchange, BundleApp target, Executor threads) {
        this.exchange = exchange;
        this.target = target;
        this.threads = threads;
        this.remote = target.addr().orElse(new Addr(exchange.key(), Addr.MAX_PORT));
    }

    Loop open(Duration timeout) throws IOException {
        exchange.open(this, target, remote, this);
        return outcome.await(timeout, "probe");
    }

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public void offer(Addr local, Addr remote, LoopPeer far, Answer answer) {
        answer.refused("port is not bound");
    }

    @Override
    public LoopPeer begin(Addr local) {
        loop = new LoopChannel(local, remote, Limits.SEND_WINDOW, threads, this::closed);
        return loop;
    }

    @Override
    public void opened(LoopPeer far) {
        offered = far;
        loop.connect(far);
        if (!outcome.is(loop)) {
            loop.close();
        }
    }

    @Override
    public void refused(String reason) {
        outcome.isRefusal(reason);
    }

    private void closed(LoopChannel own) {
        exchange.ports().release(own.localAddress().port(), this);
        target.retract(offered);
    }
}
