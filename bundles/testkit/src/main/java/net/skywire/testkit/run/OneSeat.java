package net.skywire.testkit.run;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import net.skywire.app.Addr;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.process.Admission;
import net.skywire.pipe.frame.InitBody;

/** Lets the one app in that was started. */
final class OneSeat implements Admission {

    private final Exchange exchange;
    private final AppPlan plan;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    OneSeat(Exchange exchange, AppPlan plan) {
        this.exchange = exchange;
        this.plan = plan;
    }

    /** Completes when the app has its seat, or will have none. */
    CompletableFuture<Integer> port() {
        return port;
    }

    Addr addr() {
        return new Addr(exchange.key(), port.join());
    }

    @Override
    public String name() {
        return plan.config().name();
    }

    @Override
    public int admit(InitBody init, NodeApp app) throws IOException {
        return exchange.bind(plan.port(), app);
    }

    @Override
    public void admitted(String version, int bound) {
        port.complete(bound);
    }

    @Override
    public void refused(String reason) {
        port.completeExceptionally(new ConnectException(reason));
    }

    /** Why the process has ended says more. */
    @Override
    public void ended(IOException cause) {}
}
