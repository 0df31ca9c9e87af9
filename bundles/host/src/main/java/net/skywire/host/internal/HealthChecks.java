package net.skywire.host.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.skywire.app.HealthCheck;
import net.skywire.app.Loop;
import net.skywire.app.spi.AppFault;
import org.osgi.framework.ServiceReference;

/** The health checks of all apps. Any thread may call. */
final class HealthChecks {

    private final Map<ServiceReference<?>, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(AppId id, HealthCheck check) {}

    void add(HealthCheck check, ServiceReference<HealthCheck> reference) {
        entries.put(reference, new Entry(AppWish.of(reference).id(), check));
    }

    void remove(ServiceReference<HealthCheck> reference) {
        entries.remove(reference);
    }

    private List<HealthCheck> of(AppId id) {
        return entries.values().stream()
                .filter(entry -> entry.id.equals(id))
                .map(Entry::check)
                .toList();
    }

    /**
     * Has an app pass those it has, on its own threads. One without a seat, or at a node that opens no loop to it, passes.
     *
     * @throws IOException if one throws, or takes longer than {@code longest}; the message says which app, and why
     */
    void run(HostedApp app, Duration longest) throws IOException, InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        Optional<Seated> seat = app.standing().seated();
        if (seat.isEmpty()) {
            return;
        }
        for (HealthCheck check : of(app.id())) {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            try {
                run(check, seat.get(), left);
            } catch (IOException e) {
                throw new IOException(seat.get().label() + ": health check: " + e.getMessage(), e);
            }
        }
    }

    private static void run(HealthCheck check, Seated seat, Duration longest) throws IOException, InterruptedException {
        Optional<Loop> probe = seat.probe(longest);
        if (probe.isEmpty()) {
            return;
        }
        FutureTask<Void> task = new FutureTask<>(() -> {
            check.check(probe.get());
            return null;
        });
        try {
            seat.threads().execute(task);
            task.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(AppFault.line(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("expected an end within " + longest.toMillis() + " ms, got none");
        } catch (RejectedExecutionException e) {
            throw new IOException("the app has ended");
        } finally {
            task.cancel(true);
            probe.get().close();
        }
    }
}
