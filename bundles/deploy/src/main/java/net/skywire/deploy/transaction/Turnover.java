package net.skywire.deploy.transaction;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;
import net.skywire.deploy.store.AppRecord;
import net.skywire.deploy.store.Revision;
import net.skywire.deploy.store.Store;
import org.osgi.framework.Bundle;

/**
 * Has one revision of an app follow another, forwards and back: what has come is on trial, what it has followed retires,
 * and what fails in its trial is followed by what ran before. For one thread at a time.
 */
final class Turnover {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");

    private final Store store;
    private final Revisions revisions;
    private final Configurations configurations;
    private final Trials trials;
    private final Consumer<Bundle> retire;

    /** @param retire takes what has been followed, which still runs */
    Turnover(Store store, Revisions revisions, Configurations configurations, Trials trials, Consumer<Bundle> retire) {
        this.store = store;
        this.revisions = revisions;
        this.configurations = configurations;
        this.trials = trials;
        this.retire = retire;
    }

    /**
     * @param what the word for the history
     * @param reason why, for the history
     * @throws net.skywire.deploy.RefusedException saying why all is as it was before
     */
    void replace(AppRecord before, Revision next, String what, String reason, Consumer<String> progress)
            throws IOException, InterruptedException {
        Optional<Bundle> old;
        try {
            old = revisions.replace(configured(before), next, what, reason, progress);
        } catch (IOException | InterruptedException e) {
            store.prune();
            throw e;
        }
        watch(store.record(before.symbolicName()));
        if (old.isPresent()) {
            store.prune();
            retire.accept(old.get());
        }
    }

    private AppRecord configured(AppRecord record) {
        return revisions
                .running(record.symbolicName())
                .map(bundle -> record.with(configurations.of(bundle)))
                .orElse(record);
    }

    /** An app that runs, and is on trial. */
    void watch(AppRecord record) {
        trials.begin(
                record.symbolicName(),
                revisions.running(record.symbolicName()).orElseThrow(),
                record.current().orElseThrow().digest(),
                record.trial().orElseThrow().until());
    }

    /** Puts back what ran before an app that has failed. Whether there was anything, and it runs. */
    boolean goBack(AppRecord record, String reason) throws InterruptedException {
        Revision failing = record.current().orElseThrow();
        String name = record.symbolicName() + ' ' + failing.version();
        try {
            AppRecord failed = record.fail(failing.digest(), reason)
                    .add(revisions.event(failing, "failed", reason))
                    .prove();
            store.put(failed);
            if (failed.earlier().isEmpty()) {
                LOG.log(Level.WARNING, "{0} has failed, and there is nothing to go back to: {1}", name, reason);
                return false;
            }
            Revision next = failed.earlier().get(0);
            replace(failed, next, Revisions.BACK, name + " has failed: " + reason, step -> {});
            configurations.restore(next.configuration());
            LOG.log(Level.WARNING, "{0} has failed, rolled back to {1}: {2}", name, next.version(), reason);
            return true;
        } catch (IOException e) {
            LOG.log(Level.ERROR, "{0} has failed, and could not be rolled back: {1}", name, e.getMessage());
            return false;
        }
    }
}
