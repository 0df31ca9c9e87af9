package net.skywire.deploy.transaction;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.skywire.deploy.Consent;
import net.skywire.deploy.DependencySource;
import net.skywire.deploy.DeployEvent;
import net.skywire.deploy.DeployedApp;
import net.skywire.deploy.Deployments;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.signature.SignatureCheck;
import net.skywire.deploy.store.AppRecord;
import net.skywire.deploy.store.Revision;
import net.skywire.deploy.store.Store;
import net.skywire.deploy.store.Store.Taken;
import net.skywire.host.AppConfiguration;
import net.skywire.host.Succession;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Deploys apps, watches each for a while, and rolls back those that fail. The lock is held while one is dealt with. */
public final class Deployer implements Deployments, Trials.Judge, AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");

    private final Store store;
    private final Inspection inspection;
    private final AppBundles bundles;
    private final Libraries libraries;
    private final Policy policy;
    private final Revisions revisions;
    private final Retirement retirement;
    private final Trials trials;
    private final Turnover turnover;
    private final Restoration restoration;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * What is around.
     *
     * @param sources of what apps need beside their jars; may change
     * @param configurations who keeps what is configured for apps; may change
     */
    public record Surroundings(
            BundleContext context,
            Succession succession,
            Components components,
            CopyOnWriteArrayList<DependencySource> sources,
            CopyOnWriteArrayList<AppConfiguration> configurations) {}

    /** @param folder for this class alone: what an earlier run left there is used again */
    public Deployer(Surroundings around, Path folder, SignatureCheck signatures, DeployLimits limits)
            throws IOException {
        Clock clock = Clock.systemUTC();
        store = new Store(folder);
        inspection = new Inspection(signatures);
        bundles = new AppBundles(around.context(), limits.start());
        libraries = new Libraries(around.context(), store, inspection, around.sources());
        policy = new Policy(bundles);
        revisions = new Revisions(store, bundles, libraries, around.components(), around.succession(), limits, clock);
        retirement = new Retirement(bundles, around.succession(), limits.drain());
        trials = new Trials(around.succession(), limits.check(), clock, this);
        turnover = new Turnover(
                store,
                revisions,
                new Configurations(around.configurations()),
                trials,
                old -> retirement.add(old, this::pruneLibraries));
        restoration = new Restoration(store, inspection, revisions, turnover);
    }

    /** Lets run what is to run, as an earlier run has left it. To be called once, before anything else. */
    public void restore() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (AppRecord each : store.records()) {
                if (each.current().isPresent()) {
                    restoration.begin(each);
                }
            }
            for (Bundle each : bundles.all()) {
                if (revisions
                        .running(each.getSymbolicName())
                        .filter(each::equals)
                        .isEmpty()) {
                    bundles.uninstall(each);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String deploy(Path jar, String origin, Set<Consent> consents, Consumer<String> progress)
            throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            progress.accept("copying " + jar.getFileName());
            Taken taken = store.take(jar, "app.jar");
            try {
                progress.accept("checking it");
                return deploy(inspection.inspect(taken.file(), taken.digest(), origin), taken, consents, progress);
            } finally {
                store.drop(taken);
            }
        } finally {
            lock.unlock();
        }
    }

    private String deploy(Candidate next, Taken taken, Set<Consent> consents, Consumer<String> progress)
            throws IOException, InterruptedException {
        AppRecord before = store.record(next.symbolicName());
        if (before.current().filter(now -> now.digest().equals(next.digest())).isPresent()) {
            if (!revisions
                    .running(next.symbolicName())
                    .filter(AppBundles::isActive)
                    .isPresent()) {
                restoration.revive(before);
            }
            return "";
        }
        policy.check(next, before, store.records(), store.attempts(next.digest()), consents);
        checkUsers(next, consents);
        store.keep(taken);
        String what = before.current().isPresent() ? "updated" : "deployed";
        Revision revision = next.revision(Clock.systemUTC().instant(), List.of());
        replace(before, revision, what, "", progress);
        return what + ' ' + next;
    }

    private void checkUsers(Candidate next, Set<Consent> consents) throws RefusedException {
        List<Bundle> users =
                revisions.running(next.symbolicName()).map(bundles::users).orElse(List.of());
        if (!users.isEmpty() && !consents.contains(Consent.REFRESH)) {
            throw new RefusedException("expected an update that touches nobody else, got one that stops and starts "
                    + users.stream().map(Bundle::getSymbolicName).sorted().collect(Collectors.joining(", "))
                    + ", which --refresh lets it do");
        }
    }

    private void replace(AppRecord before, Revision next, String what, String reason, Consumer<String> progress)
            throws IOException, InterruptedException {
        turnover.replace(before, next, what, reason, progress);
        restoration.forget(before.symbolicName());
        restoration.reviveWaiting();
    }

    private void pruneLibraries() {
        lock.lock();
        try {
            libraries.prune();
        } catch (RefusedException e) {
            LOG.log(Level.WARNING, e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String remove(String symbolicName) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            AppRecord before = store.record(symbolicName);
            Revision last = before.current().orElseThrow(() -> new RefusedException("there is no app " + symbolicName));
            store.put(before.remove().add(revisions.event(last, "removed", "")));
            trials.end(symbolicName);
            restoration.forget(symbolicName);
            Optional<Bundle> bundle = revisions.running(symbolicName);
            revisions.forget(symbolicName);
            if (bundle.isPresent()) {
                bundles.uninstall(bundle.get());
            }
            libraries.prune();
            store.prune();
            return "removed " + symbolicName + ' ' + last.version();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String rollBack(String symbolicName, Optional<String> version, Consumer<String> progress)
            throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            AppRecord before = store.record(symbolicName);
            Revision next = before.earlier().stream()
                    .filter(each -> version.isEmpty() || version.get().equals(each.version()))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(nothingEarlier(before, version)));
            replace(before, next, Revisions.BACK, "asked for", progress);
            return "rolled " + symbolicName + " back to " + next.version();
        } finally {
            lock.unlock();
        }
    }

    private static String nothingEarlier(AppRecord record, Optional<String> version) {
        String there = record.earlier().stream().map(Revision::version).collect(Collectors.joining(", "));
        return "expected an earlier version of " + record.symbolicName() + " that ran well, got "
                + version.orElse("none") + "; there is " + (there.isEmpty() ? "none" : there);
    }

    @Override
    public void failed(String symbolicName, String digest, String reason) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            AppRecord record = store.record(symbolicName);
            if (record.current().filter(now -> now.digest().equals(digest)).isPresent()) {
                if (turnover.goBack(record, reason)) {
                    restoration.forget(symbolicName);
                    restoration.reviveWaiting();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void proved(String symbolicName, String digest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            AppRecord record = store.record(symbolicName);
            if (record.current().filter(now -> now.digest().equals(digest)).isPresent()) {
                store.put(record.prove());
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} stays on trial: {1}", symbolicName, e.toString());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<DeployedApp> apps() {
        return store.records().stream()
                .flatMap(each -> each.current().stream().map(now -> shown(each, now)))
                .toList();
    }

    private static DeployedApp shown(AppRecord record, Revision now) {
        return new DeployedApp(
                record.symbolicName(),
                now.version(),
                now.digest(),
                now.origin(),
                now.publisher(),
                now.since(),
                now.asks(),
                record.trial().map(AppRecord.Trial::until));
    }

    @Override
    public List<String> preview(Path jar, String origin, Set<Consent> consents)
            throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Taken taken = store.take(jar, "preview.jar");
            try {
                return preview(inspection.inspect(taken.file(), taken.digest(), origin), consents);
            } finally {
                store.drop(taken);
            }
        } finally {
            lock.unlock();
        }
    }

    private List<String> preview(Candidate next, Set<Consent> consents) throws IOException {
        AppRecord before = store.record(next.symbolicName());
        List<Bundle> users =
                revisions.running(next.symbolicName()).map(bundles::users).orElse(List.of());
        Optional<String> refusal = Optional.empty();
        try {
            policy.check(next, before, store.records(), store.attempts(next.digest()), consents);
            checkUsers(next, consents);
        } catch (RefusedException e) {
            refusal = Optional.of(e.getMessage());
        }
        return new Preview(next, before.current(), users, refusal).lines();
    }

    /** What is known of all apps, their past too. */
    public Collection<AppRecord> records() {
        return store.records();
    }

    @Override
    public List<DeployEvent> history(String symbolicName) {
        return store.record(symbolicName).history();
    }

    @Override
    public List<String> known() {
        return store.records().stream().map(AppRecord::symbolicName).toList();
    }

    /** Whether an app runs, and is what is in that jar. From any thread. */
    public boolean runs(String symbolicName, String digest) {
        return revisions.running(symbolicName).filter(AppBundles::isActive).isPresent()
                && store.record(symbolicName)
                        .current()
                        .filter(now -> now.digest().equals(digest))
                        .isPresent();
    }

    /** The watched file that has brought a version is gone. */
    public void forgetFile(String symbolicName) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            store.put(store.record(symbolicName).withoutFile());
        } finally {
            lock.unlock();
        }
    }

    /** A line for each app that should run and does not, or runs and should not. From any thread. */
    public List<String> notices() {
        return restoration.notices();
    }

    /** What is deployed runs on. */
    @Override
    public void close() throws IOException {
        trials.close();
        retirement.close();
        bundles.close();
        store.close();
    }
}
