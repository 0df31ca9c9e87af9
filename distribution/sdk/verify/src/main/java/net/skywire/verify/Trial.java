package net.skywire.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.regex.Pattern;
import net.skywire.app.App;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** One app's life at a node, from its installation to its end. For one thread. */
final class Trial {

    /** A stop may be late; that it comes at all is waited for so long. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    /** How long an {@code AppMain} is given to fail. */
    private static final Duration FIRST_STEPS = Duration.ofMillis(500);

    /** What the log says of an app whose threads do not end. */
    private static final String STILL_THERE = "still has threads";

    private static final String NOT_ON_THE_LIST = "unexpected app";

    /** How the reason of a fault ends that is no I/O error. */
    private static final Pattern BUG = Pattern.compile(" at \\S+\\(\\S+\\)$");

    private final TrialNode node;
    private final Options options;
    private final Patience patience;
    private final LogWatch log;
    private final Path jar;
    private Bundle bundle;
    private Map<String, TrialApp> apps = Map.of();
    private Set<String> names = Set.of();
    private Leftovers leftovers;

    Trial(TrialNode node, Path jar, Options options, Patience patience, LogWatch log) {
        this.node = node;
        this.jar = jar;
        this.options = options;
        this.patience = patience;
        this.log = log;
    }

    /** The names of its apps, once it has started. */
    Set<String> apps() {
        return names;
    }

    /** Installs it. */
    Finding imports() throws IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            bundle = node.context().installBundle("skywire-app:" + jar.getFileName(), in);
            return Needs.check(bundle, node.wiring());
        } catch (BundleException e) {
            return Finding.failed("imports", "expected a bundle that can be installed: " + Fault.line(e));
        }
    }

    Finding start() throws IOException {
        long before = System.nanoTime();
        try {
            Deadline.run("its start", patience.start(), bundle::start);
        } catch (ExecutionException e) {
            return Finding.failed("start", "expected it to start, it has thrown " + Fault.line(e.getCause()));
        } catch (TimeoutException e) {
            return Finding.failed("start", e.getMessage());
        }
        leftovers = Leftovers.of(bundle, jar);
        apps = TrialApp.of(bundle, node.offeredBy(bundle));
        Optional<String> fault = Components.fault(node.context(), bundle);
        if (fault.isPresent()) {
            return Finding.failed("start", "expected its components to be made, got " + fault.get());
        }
        if (apps.isEmpty()) {
            return Finding.failed(
                    "start",
                    "expected a service LoopHandler or AppMain, got none: a class with @Component that implements one");
        }
        names = Set.copyOf(apps.keySet());
        node.allow(names, options.arguments());
        return seated(before);
    }

    private Finding seated(long before) {
        boolean settled =
                Waiting.until(patience.start(), () -> apps.keySet().stream().allMatch(this::isSettled));
        long millis = (System.nanoTime() - before) / 1_000_000;
        Waiting.until(FIRST_STEPS, () -> apps.values().stream().allMatch(app -> app.handled() || isOver(app.name())));
        for (String app : apps.keySet()) {
            Optional<Finding> wrong = wrong(app, settled);
            if (wrong.isPresent()) {
                return wrong.get();
            }
        }
        return Finding.ok("start", "app " + String.join(", app ", apps.keySet()) + " at work in " + millis + " ms");
    }

    private boolean isSettled(String app) {
        return node.status(app)
                .filter(status -> status.state() == AppState.RUNNING
                        || status.state() == AppState.STOPPED
                        || status.state() == AppState.FAILED && !status.reason().contains(NOT_ON_THE_LIST))
                .isPresent();
    }

    private boolean isOver(String app) {
        return node.status(app)
                .filter(status -> status.state() == AppState.FAILED || status.state() == AppState.STOPPED)
                .isPresent();
    }

    private Optional<Finding> wrong(String app, boolean settled) {
        Optional<AppStatus> status = node.status(app);
        if (status.isEmpty()) {
            String why = Components.fault(node.context(), bundle).orElse("nothing known of it");
            return Optional.of(Finding.failed("start", "expected app " + app + " at work, got " + why));
        }
        String reason = status.get().reason();
        if (!settled) {
            return Optional.of(Finding.failed(
                    "start",
                    "expected app " + app + " at work within "
                            + patience.start().toSeconds() + " s, it is "
                            + status.get().state() + ": " + reason));
        }
        if (status.get().state() != AppState.FAILED) {
            return Optional.empty();
        }
        return Optional.of(
                apps.get(app).handled() || BUG.matcher(reason).find()
                        ? Finding.failed("start", "expected app " + app + " at work, it has failed: " + reason)
                        : Finding.warning(
                                "start",
                                "app " + app + " has ended: " + reason
                                        + "; if it needs arguments, --arg gives it some"));
    }

    Finding reach() throws IOException {
        log.clear();
        try (App visitor = node.visitor()) {
            return new Visit(node, visitor, log).all(apps.values());
        }
    }

    /** Stops it, and takes it out. */
    Finding stop() throws IOException {
        log.clear();
        long before = System.nanoTime();
        try {
            Deadline.run("its stop", LONGEST_WAIT, () -> {
                bundle.stop();
                bundle.uninstall();
            });
        } catch (ExecutionException e) {
            return Finding.failed("stop", "expected it to stop, it has thrown " + Fault.line(e.getCause()));
        } catch (TimeoutException e) {
            return Finding.failed("stop", e.getMessage());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        Optional<String> late = log.lines(Level.WARNING).stream()
                .filter(line -> line.contains(STILL_THERE))
                .findFirst();
        if (took.compareTo(patience.stop()) >= 0 || late.isPresent()) {
            return Finding.failed(
                    "stop",
                    "expected it to end within " + patience.stop().toSeconds() + " s, it took " + took.toMillis()
                            + " ms" + late.map(line -> ": " + line).orElse(""));
        }
        return Finding.ok("stop", "in " + took.toMillis() + " ms");
    }

    /** Lets go of it. */
    Finding unload() throws IOException {
        Bundle gone = bundle;
        bundle = null;
        apps = Map.of();
        node.forget(gone);
        return leftovers.check(patience, options.dump());
    }
}
