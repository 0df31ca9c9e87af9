package net.skywire.verify;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.HealthCheck;
import net.skywire.app.Loop;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import org.osgi.framework.ServiceReference;

/** Another app dials those on trial. */
final class Visit {

    private static final String NAME = "reach";
    private static final Duration LONGEST_DIAL = Duration.ofSeconds(5);
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(10);

    /** How long a handler is given to fail on a loop on which nothing comes. */
    private static final Duration LISTENING = Duration.ofMillis(300);

    private final TrialNode node;
    private final App visitor;
    private final LogWatch log;

    Visit(TrialNode node, App visitor, LogWatch log) {
        this.node = node;
        this.visitor = visitor;
        this.log = log;
    }

    Finding all(Collection<TrialApp> apps) {
        StringBuilder found = new StringBuilder();
        for (TrialApp app : apps) {
            Optional<AppStatus> status = node.status(app.name()).filter(each -> each.state() == AppState.RUNNING);
            found.append(found.length() == 0 ? "" : "; ").append("app ").append(app.name());
            if (!app.handled() || status.isEmpty() || status.get().port().isEmpty()) {
                found.append(" has no LoopHandler: not dialled");
                continue;
            }
            int port = status.get().port().getAsInt();
            try {
                found.append(" at port ").append(port).append(one(app, port));
            } catch (IOException e) {
                return Finding.failed(NAME, "app " + app.name() + " at port " + port + ": " + e.getMessage());
            }
        }
        return Finding.ok(NAME, found.toString());
    }

    private String one(TrialApp app, int port) throws IOException {
        Addr addr = new Addr(visitor.addr().orElseThrow().key(), port);
        String found;
        try (Loop loop = visitor.dial(addr, LONGEST_DIAL)) {
            found = app.checks().isEmpty() ? listen(loop) : check(app.checks(), loop);
        }
        List<String> bugs = log.lines(Level.SEVERE);
        if (!bugs.isEmpty()) {
            throw new IOException("expected it to take a loop, it has failed on it: " + bugs.get(0));
        }
        return found;
    }

    private String check(List<ServiceReference<?>> checks, Loop loop) throws IOException {
        for (ServiceReference<?> reference : checks) {
            try {
                Deadline.run("its health check", LONGEST_CHECK, () -> {
                    HealthCheck check = (HealthCheck) node.context().getService(reference);
                    try {
                        check.check(loop);
                    } finally {
                        node.context().ungetService(reference);
                    }
                });
            } catch (ExecutionException e) {
                throw new IOException("expected its health check to pass, got " + Fault.line(e.getCause()), e);
            } catch (TimeoutException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return " is well, says its health check";
    }

    private static String listen(Loop loop) throws IOException {
        loop.setReadTimeout(LISTENING);
        try {
            int length = loop.read(ByteBuffer.allocate(Loop.MAX_MESSAGE));
            return length < 0
                    ? " takes a loop, and closes it; it has no HealthCheck"
                    : " takes a loop, and speaks first";
        } catch (SocketTimeoutException e) {
            return " takes a loop; it has no HealthCheck that says more";
        }
    }
}
