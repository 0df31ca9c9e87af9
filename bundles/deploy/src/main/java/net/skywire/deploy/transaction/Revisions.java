package net.skywire.deploy.transaction;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import net.skywire.deploy.DeployEvent;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.store.AppRecord;
import net.skywire.deploy.store.Revision;
import net.skywire.deploy.store.Store;
import net.skywire.host.Succession;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * What runs of each app, and how another revision takes its place: it is brought to life beside it, and once it is well,
 * the store says that it is to run, and who dials gets it. For one thread at a time, but where it says otherwise.
 */
final class Revisions {

    /** The word for what is put back. */
    static final String BACK = "rolled back";

    private static final Logger LOG = System.getLogger("net.skywire.deploy");

    private final Store store;
    private final AppBundles bundles;
    private final Libraries libraries;
    private final Components components;
    private final Succession succession;
    private final DeployLimits limits;
    private final Clock clock;
    private final Map<String, Bundle> running = new ConcurrentHashMap<>();

    Revisions(
            Store store,
            AppBundles bundles,
            Libraries libraries,
            Components components,
            Succession succession,
            DeployLimits limits,
            Clock clock) {
        this.store = store;
        this.bundles = bundles;
        this.libraries = libraries;
        this.components = components;
        this.succession = succession;
        this.limits = limits;
        this.clock = clock;
    }

    /** From any thread. */
    Optional<Bundle> running(String symbolicName) {
        return Optional.ofNullable(running.get(symbolicName));
    }

    /** What runs though nobody has started it here: deployment has begun anew around it. */
    boolean adopt(AppRecord record) {
        Optional<Bundle> there = bundles.find(
                        record.symbolicName(), record.current().orElseThrow().digest())
                .filter(AppBundles::isActive);
        there.ifPresent(bundle -> running.put(record.symbolicName(), bundle));
        return there.isPresent();
    }

    void forget(String symbolicName) {
        running.remove(symbolicName);
    }

    DeployEvent event(Revision revision, String what, String reason) {
        return new DeployEvent(clock.instant(), what, revision.version(), revision.digest(), revision.origin(), reason);
    }

    /**
     * Lets a revision, whose jar is in the store, take the place of what runs.
     *
     * @param what the word for the history
     * @param reason why, for the history
     * @return what ran before, and goes on until it is retired
     * @throws RefusedException saying why all is as it was before
     */
    Optional<Bundle> replace(AppRecord before, Revision next, String what, String reason, Consumer<String> progress)
            throws IOException, InterruptedException {
        Optional<Bundle> present = running(before.symbolicName());
        store.begin(next.digest());
        try {
            takeOver(before, next, event(next, what, reason), present, progress);
            return present;
        } catch (RefusedException e) {
            boolean blameless = e.dependsOnOthers() || bundles.areEnding();
            AppRecord after = blameless ? before : before.fail(next.digest(), e.getMessage());
            store.put(after.add(event(next, "refused", e.getMessage())));
            throw present.isEmpty()
                    ? e
                    : new RefusedException(
                            e.getMessage() + "; " + AppBundles.nameOf(present.get()) + " runs on", e.dependsOnOthers());
        } finally {
            store.end(next.digest());
        }
    }

    private void takeOver(
            AppRecord before, Revision next, DeployEvent event, Optional<Bundle> present, Consumer<String> progress)
            throws IOException, InterruptedException {
        progress.accept("installing " + before.symbolicName() + ' ' + next.version() + " beside what runs");
        Bundle bundle = bundles.install(before.symbolicName(), next.digest(), store.jar(next.digest()));
        boolean done = false;
        try {
            start(bundle, next, present, progress);
            progress.accept("handing over to it");
            Revision now = next.at(event.at(), libraries.usedBy(bundle));
            store.put(before.run(
                            now,
                            event.at().plus(limits.trial()),
                            newest(before, now),
                            event.what().equals(BACK))
                    .add(event));
            succession.handOver(bundle);
            running.put(before.symbolicName(), bundle);
            done = true;
        } finally {
            if (!done) {
                bundles.uninstall(bundle);
                libraries.prune();
            }
        }
    }

    private void start(Bundle bundle, Revision next, Optional<Bundle> present, Consumer<String> progress)
            throws IOException, InterruptedException {
        libraries.resolve(bundle, store.jar(next.digest()), progress);
        succession.stage(bundle, present);
        progress.accept("starting it");
        bundles.start(bundle);
        progress.accept("probing it");
        try {
            succession.probe(bundle, limits.probe());
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new RefusedException(e.getMessage());
        }
        components.check(bundle);
    }

    private static String newest(AppRecord before, Revision now) {
        boolean older = !before.newest().isEmpty()
                && Version.parseVersion(now.version()).compareTo(Version.parseVersion(before.newest())) < 0;
        return older ? before.newest() : now.version();
    }

    /**
     * Starts what is to run, where nothing of the app runs yet.
     *
     * @throws RefusedException saying why it does not; then nothing of it is there
     */
    void revive(AppRecord record) throws IOException, InterruptedException {
        Revision now = record.current().orElseThrow();
        for (String each : now.libraries()) {
            libraries.install(each);
        }
        Optional<Bundle> left = bundles.find(record.symbolicName(), now.digest());
        Bundle bundle = left.isPresent()
                ? left.get()
                : bundles.install(record.symbolicName(), now.digest(), store.jar(now.digest()));
        boolean done = false;
        try {
            libraries.resolve(bundle, store.jar(now.digest()), step -> LOG.log(Level.INFO, step));
            bundles.start(bundle);
            running.put(record.symbolicName(), bundle);
            done = true;
        } finally {
            if (!done) {
                bundles.uninstall(bundle);
            }
        }
    }
}
