package net.skywire.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import net.skywire.app.Addr;
import net.skywire.testkit.run.Run;

/** An app at work. Its node stops it after the test, if it has not been stopped before. */
public final class RunningApp {

    private final SkywireNode node;
    private final String name;
    private final Run run;
    private volatile boolean faultExpected;
    private final AtomicBoolean stopped = new AtomicBoolean();

    RunningApp(SkywireNode node, String name, Run run) {
        this.node = node;
        this.name = name;
        this.run = run;
    }

    /** Where others reach the app. */
    public Addr addr() {
        return run.addr();
    }

    /** Waits, within the node's limit, until the app has ended by itself, and fails if it does not or has failed. */
    public void expectEnd() {
        awaitEnd().ifPresent(fault -> {
            faultExpected = true;
            throw new AssertionError("app " + name + ": expected it to end by itself, it has failed: " + fault);
        });
    }

    /**
     * Waits, within the node's limit, until the app has failed. Any other failure of an app fails the test.
     *
     * @return what an operator would be told
     */
    public String expectFault() {
        faultExpected = true;
        return awaitEnd()
                .orElseThrow(() ->
                        new AssertionError("app " + name + ": expected it to fail, it has ended without a fault"));
    }

    private Optional<String> awaitEnd() {
        try {
            return run.end().get(node.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("app " + name + ": expected its end, it still runs after "
                    + node.limit().toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("app " + name + ": interrupted while waiting for its end", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("end of app " + name, e);
        }
    }

    /**
     * Stops the app, as a node does that removes it. Waits for its end, up to five seconds as a container does, and
     * fails if the app leaves a thread behind or has failed before. Stopping twice does nothing.
     */
    public void stop() {
        SkywireNode.failIfAny(finish());
    }

    /** Waits for the app's loops that are over to be closed, and says which are not. */
    List<String> openLoops() {
        return of(stopped.get() ? List.of() : run.openLoops());
    }

    /** Stops the app and says what is wrong. */
    List<String> finish() {
        if (!stopped.compareAndSet(false, true)) {
            return List.of();
        }
        List<String> wrong = new ArrayList<>(run.stop());
        if (!faultExpected) {
            run.fault().ifPresent(fault -> wrong.add("has failed: " + fault));
        }
        return of(wrong);
    }

    void lose() {
        run.lose();
    }

    /** What the app has to say on a failure that may be its fault. */
    List<String> remarks() {
        return of(run.remarks());
    }

    private List<String> of(List<String> said) {
        return said.stream().map(what -> "app " + name + ' ' + what).toList();
    }
}
