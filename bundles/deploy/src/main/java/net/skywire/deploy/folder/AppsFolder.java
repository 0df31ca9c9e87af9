package net.skywire.deploy.folder;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import net.skywire.deploy.Deployments;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.folder.Changes.Change;

/**
 * Watches a folder of app jars and has each deployed, updated or removed as its file comes, changes or goes, once the
 * file has been quiet. Its thread owns all state.
 */
public final class AppsFolder implements AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");
    private static final int MAX_CHANGES = 2 * Deployments.MAX_APPS;
    private static final long FOLDER_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_END_MILLIS = 10_000;
    private static final WatchEvent.Kind<?>[] KINDS = {ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE};

    private final Path folder;
    private final FileApps apps;
    private final Preparation preparation;
    private final WatchService watch;
    private final Changes changes = new Changes(MAX_CHANGES);
    private final Refusals refusals = new Refusals(MAX_CHANGES);
    private final Map<String, Look> seen = new HashMap<>();
    private final Thread watcher = new Thread(this::run, "skywire-deploy");
    private WatchKey retry;
    private boolean watching;
    private boolean scanDue;
    private boolean overfull;
    private boolean complained;
    private volatile boolean closing;

    public AppsFolder(Path folder, FileApps apps, Preparation preparation) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.apps = apps;
        this.preparation = preparation;
        this.watch = folder.getFileSystem().newWatchService();
        watcher.setDaemon(true);
    }

    /** Tries refused jars again when something changes in {@code other}, if that is there. To be called before the start. */
    public void retryOnChangeOf(Path other) {
        try {
            retry = Files.isDirectory(other) ? other.register(watch, KINDS) : null;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} cannot be watched, refused jars wait until they are touched: {1}", other, e);
        }
    }

    /** A line for each jar that is refused, in the order in which they were. From any thread. */
    public List<String> refused() {
        return refusals.lines();
    }

    /** Work for the thread of this folder before it looks. */
    public interface Preparation {
        void run() throws InterruptedException;
    }

    public void start() {
        watcher.start();
    }

    private void run() {
        try {
            preparation.run();
            while (true) {
                if (!watching) {
                    register();
                }
                if (scanDue && changes.isEmpty()) {
                    scan();
                }
                WatchKey key = watch.poll(nanosToWait(), TimeUnit.NANOSECONDS);
                if (key != null) {
                    note(key);
                }
                settle();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.log(Level.DEBUG, "watching {0} ends", folder);
        }
    }

    private void register() {
        try {
            folder.register(watch, KINDS);
            watching = true;
            scanDue = true;
        } catch (IOException e) {
            complain(e);
        }
    }

    private void complain(Exception e) {
        if (!complained) {
            LOG.log(Level.WARNING, "expected a readable folder {0}, will try again each second: {1}", folder, e);
        }
        complained = true;
        watching = false;
        scanDue = false;
    }

    private long nanosToWait() {
        return changes.nanosToQuiet(System.nanoTime()).orElse(watching ? Long.MAX_VALUE : FOLDER_RETRY_NANOS);
    }

    private void note(WatchKey key) {
        for (WatchEvent<?> event : key.pollEvents()) {
            if (key.equals(retry)) {
                refusals.names().forEach(this::change);
            } else if (event.kind() == OVERFLOW) {
                scanDue = true;
            } else if (Look.isJar((Path) event.context())) {
                change(event.context().toString());
            }
        }
        if (!key.reset() && !key.equals(retry)) {
            watching = false;
        }
    }

    private void change(String name) {
        scanDue |= !changes.add(name, Look.at(folder.resolve(name)), System.nanoTime());
    }

    /** Finds what no event has told of: at the start, when events were lost, when the folder is back. */
    private void scan() {
        try {
            scan(jars());
            scanDue = false;
            complained = false;
        } catch (IOException | DirectoryIteratorException e) {
            complain(e);
        }
    }

    private Set<String> jars() throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Look::isJar)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    private void scan(Set<String> names) {
        Set<String> deployed = new HashSet<>(apps.names());
        long now = System.nanoTime();
        deployed.stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> changes.add(name, Optional.empty(), now));
        seen.keySet().retainAll(names);
        List<String> others =
                names.stream().filter(name -> !deployed.contains(name)).toList();
        int room = Math.max(0, Deployments.MAX_APPS - deployed.size());
        setOverfull(others.size() > room, names.size());
        others.stream().limit(room).forEach(name -> addUnlessSeen(name, now));
        names.stream().filter(deployed::contains).forEach(name -> addUnlessSeen(name, now));
    }

    private void setOverfull(boolean now, int count) {
        if (now && !overfull) {
            LOG.log(Level.WARNING, folder + ": expected up to " + Deployments.MAX_APPS + " jars, got " + count);
        }
        overfull = now;
    }

    private void addUnlessSeen(String name, long now) {
        Optional<Look> look = Look.at(folder.resolve(name));
        if (!look.equals(Optional.ofNullable(seen.get(name)))) {
            changes.add(name, look, now);
        }
    }

    private void settle() throws InterruptedException {
        boolean changed = false;
        for (String name : changes.quietAt(System.nanoTime())) {
            if (closing) {
                return;
            }
            Change change = changes.remove(name);
            Optional<Look> look = Look.at(folder.resolve(name));
            if (look.equals(change.look())) {
                changed |= act(name, change);
            } else {
                changes.add(name, look, System.nanoTime());
            }
        }
        if (changed) {
            refusals.dependingOnOthers().forEach(this::change);
            scanDue |= overfull;
        }
    }

    /** Whether there is an app more, less, or another. */
    private boolean act(String name, Change change) throws InterruptedException {
        change.look().ifPresentOrElse(look -> seen.put(name, look), () -> seen.remove(name));
        Path file = folder.resolve(name);
        try {
            String done = change.look().isPresent() ? apps.deploy(file) : apps.remove(name);
            refusals.forget(name);
            if (!done.isEmpty()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - change.since());
                LOG.log(Level.INFO, "{0} in {1} ms", done, Long.toString(millis));
            }
            return !done.isEmpty();
        } catch (RefusedException e) {
            refuse(file, e);
        } catch (IOException e) {
            refuse(file, new RefusedException("expected a readable jar, could not copy it: " + e));
        } catch (IllegalStateException e) {
            LOG.log(Level.WARNING, "{0}: {1}", name, e.getMessage());
        }
        return false;
    }

    private void refuse(Path file, RefusedException refused) {
        boolean news = true;
        try {
            news = refusals.add(file, refused);
        } catch (IOException e) {
            news = Files.exists(file);
        }
        LOG.log(news ? Level.WARNING : Level.DEBUG, "refused {0}: {1}", file.getFileName(), refused.getMessage());
    }

    /** Stops watching; what is deployed stays. Waits, within bounds, for the one app that is being dealt with. */
    @Override
    public void close() throws IOException {
        closing = true;
        watch.close();
        try {
            watcher.join(LONGEST_END_MILLIS);
            if (watcher.isAlive()) {
                LOG.log(Level.WARNING, "a deployment did not end within " + LONGEST_END_MILLIS + " ms: interrupted");
                watcher.interrupt();
                watcher.join(LONGEST_END_MILLIS);
            }
        } catch (InterruptedException e) {
            watcher.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
