package net.skywire.deploy.transaction;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.store.AppRecord;
import net.skywire.deploy.store.Digest;
import net.skywire.deploy.store.Revision;
import net.skywire.deploy.store.Store;

/** Lets run what is to run and does not, as after a start. For one thread at a time, but where it says otherwise. */
final class Restoration {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");

    /** How often the container may be killed while a version is on trial, before that is taken for its fault. */
    private static final int MAX_DEATHS = 3;

    private final Store store;
    private final Inspection inspection;
    private final Revisions revisions;
    private final Turnover turnover;

    /** Why apps do not run that should. */
    private final Map<String, RefusedException> down = new ConcurrentSkipListMap<>();

    /** Why apps that run would not be let in any more. */
    private final Map<String, String> doubts = new ConcurrentSkipListMap<>();

    Restoration(Store store, Inspection inspection, Revisions revisions, Turnover turnover) {
        this.store = store;
        this.inspection = inspection;
        this.revisions = revisions;
        this.turnover = turnover;
    }

    /** After a start. Who was killed with the container counts that. */
    void begin(AppRecord record) throws InterruptedException {
        try {
            AppRecord now = record.trial().isPresent() && store.wasKilled() ? record.startOnTrial() : record;
            if (now != record) {
                store.put(now);
            }
            if (now.trial().filter(trial -> trial.starts() >= MAX_DEATHS).isPresent()) {
                throw new RefusedException("the container was killed " + MAX_DEATHS + " times while it was on trial");
            }
            restore(now);
        } catch (IOException e) {
            fail(record, e);
        }
    }

    private void restore(AppRecord record) throws IOException, InterruptedException {
        if (revisions.adopt(record)) {
            record.trial().ifPresent(trial -> turnover.watch(record));
            doubt(record);
        } else {
            revive(record);
        }
    }

    private void fail(AppRecord record, IOException e) throws InterruptedException {
        RefusedException refused = e instanceof RefusedException known ? known : new RefusedException(e.toString());
        if (record.trial().isEmpty() || !turnover.goBack(record, refused.getMessage())) {
            down.put(record.symbolicName(), refused);
            LOG.log(Level.WARNING, "{0} does not run: {1}", record.symbolicName(), refused.getMessage());
        }
    }

    /** What runs already goes on, even if it would not be let in now. */
    private void doubt(AppRecord record) {
        try {
            inspection.publisher(store.jar(record.current().orElseThrow().digest()));
        } catch (RefusedException e) {
            doubts.put(record.symbolicName(), e.getMessage());
            LOG.log(Level.WARNING, doubt(record.symbolicName(), e.getMessage()));
        }
    }

    private static String doubt(String symbolicName, String reason) {
        return symbolicName + " runs until the next start, and not again: " + reason;
    }

    /** @throws RefusedException saying why it does not run */
    void revive(AppRecord record) throws IOException, InterruptedException {
        Revision now = record.current().orElseThrow();
        Path jar = store.jar(now.digest());
        if (!Digest.of(jar, Store.MAX_LENGTH).equals(now.digest())) {
            throw new RefusedException("expected " + jar + " as it was deployed, got other bytes: damaged");
        }
        inspection.publisher(jar);
        revisions.revive(record);
        forget(record.symbolicName());
        record.trial().ifPresent(trial -> turnover.watch(record));
    }

    /** Those that do not run for want of what has come by now, perhaps. */
    void reviveWaiting() throws InterruptedException {
        for (Map.Entry<String, RefusedException> each : new TreeMap<>(down).entrySet()) {
            if (each.getValue().dependsOnOthers()) {
                AppRecord record = store.record(each.getKey());
                try {
                    revive(record);
                } catch (IOException e) {
                    fail(record, e);
                }
            }
        }
    }

    /** It runs as it should, or is no more to run. */
    void forget(String symbolicName) {
        down.remove(symbolicName);
        doubts.remove(symbolicName);
    }

    /** A line for each app that should run and does not, or runs and should not. From any thread. */
    List<String> notices() {
        List<String> lines = new ArrayList<>();
        down.forEach((app, reason) -> lines.add(app + " does not run: " + reason.getMessage()));
        doubts.forEach((app, reason) -> lines.add(doubt(app, reason)));
        return lines;
    }
}
