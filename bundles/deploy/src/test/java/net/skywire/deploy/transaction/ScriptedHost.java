package net.skywire.deploy.transaction;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.skywire.host.Succession;
import org.osgi.framework.Bundle;

/** A host whose apps are as well as a test says; it tells what it is asked for. */
public final class ScriptedHost implements Succession {

    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final Map<String, String> sick = new ConcurrentHashMap<>();
    private final Map<Bundle, Consumer<String>> listeners = new ConcurrentHashMap<>();
    private volatile CountDownLatch loops = new CountDownLatch(0);

    /** From now on a version is not well. */
    public void makeSick(String version, String reason) {
        sick.put(version, reason);
    }

    /** From now on, what drains has open loops until they are counted down. */
    public void openLoops(CountDownLatch open) {
        loops = open;
    }

    /** An app of this bundle fails. */
    public void fail(Bundle bundle, String reason) {
        listeners.get(bundle).accept(reason);
    }

    /** The next thing that it was asked for, such as {@code handOver 1.0.0}. */
    public String next() throws InterruptedException {
        String call = calls.poll(20, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("the host is asked for nothing more");
        }
        return call;
    }

    private void tell(String what, Bundle bundle) {
        calls.add(what + ' ' + bundle.getVersion());
    }

    private void requireWell(Bundle bundle) throws IOException {
        String reason = sick.get(bundle.getVersion().toString());
        if (reason != null) {
            throw new IOException(reason);
        }
    }

    @Override
    public void stage(Bundle next, Optional<Bundle> present) {
        tell(present.map(bundle -> "stage after " + bundle.getVersion()).orElse("stage"), next);
    }

    @Override
    public void probe(Bundle next, Duration longest) throws IOException {
        tell("probe", next);
        requireWell(next);
    }

    @Override
    public void handOver(Bundle next) {
        tell("handOver", next);
    }

    @Override
    public boolean drain(Bundle bundle, Duration longest) throws InterruptedException {
        tell("drain", bundle);
        return loops.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void check(Bundle bundle, Duration longest) throws IOException {
        requireWell(bundle);
    }

    @Override
    public void onFailure(Bundle bundle, Consumer<String> listener) {
        listeners.put(bundle, listener);
    }
}
