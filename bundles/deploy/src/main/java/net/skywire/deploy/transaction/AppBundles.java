package net.skywire.deploy.transaction;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import net.skywire.deploy.RefusedException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** Apps as bundles of the framework. Where one comes from says which jar it is. Any thread may call. */
final class AppBundles implements AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");
    private static final String LOCATION = "skywire-app:";

    private final BundleContext context;
    private final Bundle framework;
    private final Wiring wiring;
    private final Siblings siblings;
    private final Duration longest;
    private final AtomicLong count = new AtomicLong();

    /** Threads of these bundles have greater ids: they came later. */
    private final Map<Bundle, Long> olderThreads = new ConcurrentHashMap<>();

    /** @param longest that a bundle may take to start, or to stop */
    AppBundles(BundleContext context, Duration longest) {
        this.context = context;
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.wiring = new Wiring(context);
        this.siblings = new Siblings(context);
        this.longest = longest;
    }

    static boolean isApp(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION);
    }

    static boolean isActive(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE;
    }

    /** Whether the container ends, by which apps that start fail without a fault of theirs. */
    boolean areEnding() {
        return (framework.getState() & (Bundle.STARTING | Bundle.ACTIVE)) == 0;
    }

    /** All revisions of all apps. */
    List<Bundle> all() {
        return Arrays.stream(context.getBundles()).filter(AppBundles::isApp).toList();
    }

    Optional<Bundle> find(String symbolicName, String digest) {
        String begin = LOCATION + symbolicName + '@' + digest + '#';
        return all().stream()
                .filter(bundle -> bundle.getLocation().startsWith(begin))
                .findFirst();
    }

    /** A bundle of this name that is no app. */
    Optional<Bundle> stranger(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !isApp(bundle) && symbolicName.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    /** Beside what is there of the same app. */
    Bundle install(String symbolicName, String digest, Path jar) throws IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            String location;
            do {
                location = LOCATION + symbolicName + '@' + digest + '#' + count.incrementAndGet();
            } while (context.getBundle(location) != null);
            return context.installBundle(location, in);
        } catch (BundleException e) {
            throw new RefusedException(Reason.of(e));
        }
    }

    /** Not for good: who is to run is said by the store alone. */
    void start(Bundle bundle) throws RefusedException, InterruptedException {
        olderThreads.put(bundle, new Thread().getId());
        Bounded.run("it to start", longest, () -> bundle.start(Bundle.START_TRANSIENT));
    }

    /** Other bundles that use packages of this one. */
    List<Bundle> users(Bundle bundle) {
        return wiring.users(bundle);
    }

    /** A bundle that does not stop, or not in time, goes all the same, as far as it can. */
    void uninstall(Bundle bundle) throws InterruptedException {
        if (bundle.getState() == Bundle.UNINSTALLED) {
            return;
        }
        String name = nameOf(bundle);
        Leavings leavings = Leavings.of(bundle, (thread, type) -> isOfAnother(bundle, thread, type));
        attempt(name, "it to stop", bundle::stop);
        attempt(name, "it to be gone", bundle::uninstall);
        try {
            wiring.refresh(bundle);
        } catch (RefusedException e) {
            LOG.log(Level.WARNING, "{0}: {1}", name, e.getMessage());
        }
        olderThreads.remove(bundle);
        leavings.threads().forEach(thread -> LOG.log(Level.WARNING, "{0} has left a thread: {1}", name, thread));
    }

    /** Whether a thread in a class of this name may be that of another than {@code bundle}. */
    private boolean isOfAnother(Bundle bundle, Thread thread, String type) {
        String entry = type.replace('.', '/') + ".class";
        return all().stream()
                .filter(other -> !other.equals(bundle) && thread.getId() > olderThreads.getOrDefault(other, 0L))
                .anyMatch(other -> hasOrGoes(other, entry));
    }

    private static boolean hasOrGoes(Bundle bundle, String entry) {
        try {
            return bundle.getEntry(entry) != null;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private void attempt(String name, String what, Bounded.Call call) throws InterruptedException {
        try {
            Bounded.run(what, longest, call);
        } catch (RefusedException e) {
            LOG.log(Level.WARNING, "{0}: {1}", name, e.getMessage());
        }
    }

    static String nameOf(Bundle bundle) {
        return bundle.getSymbolicName() + ' ' + bundle.getVersion();
    }

    @Override
    public void close() {
        siblings.close();
    }
}
