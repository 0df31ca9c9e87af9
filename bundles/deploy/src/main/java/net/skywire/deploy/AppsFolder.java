package net.skywire.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Watches a folder of app jars and has each deployed, updated or removed as its file comes, changes or goes. A file is
 * looked at once it has been quiet for {@value #QUIET_MILLIS} ms; one that was refused, when it changes again.
 */
final class AppsFolder implements AutoCloseable {

    static final long QUIET_MILLIS = 50;

    /** Jars beyond these, by name, are not looked at. */
    static final int MAX_JARS = 512;

    private static final Logger LOG = System.getLogger("net.skywire.deploy");
    private static final long LONGEST_END_MILLIS = 15_000;

    /** What changes when a file does. */
    private record Look(long length, FileTime modified, Object file) {}

    private final Path folder;
    private final Deployer deployer;
    private final WatchService watch;
    private final Thread watcher = new Thread(this::watch, "skywire-deploy");
    private Map<String, Look> seen = new HashMap<>();

    AppsFolder(Path folder, Deployer deployer) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.deployer = deployer;
        this.watch = folder.getFileSystem().newWatchService();
        folder.register(
                watch,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
    }

    void start() {
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch() {
        try {
            scan(System.nanoTime());
            while (true) {
                WatchKey key = watch.take();
                long last = System.nanoTime();
                while (key != null) {
                    last = System.nanoTime();
                    key.pollEvents();
                    key.reset();
                    key = watch.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
                }
                scan(last);
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.log(Level.DEBUG, "watching {0} ends", folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.ERROR, "watching {0} ends: {1}", folder, e.getMessage());
        }
    }

    /** @param since when the last change was noticed */
    void scan(long since) throws IOException {
        Map<String, Look> now = look();
        for (String name : deployer.deployed()) {
            if (!now.containsKey(name)) {
                act(name, since, () -> deployer.remove(name));
            }
        }
        for (Map.Entry<String, Look> file : now.entrySet()) {
            if (!file.getValue().equals(seen.get(file.getKey()))) {
                act(file.getKey(), since, () -> deployer.deploy(folder.resolve(file.getKey())));
            }
        }
        seen = now;
    }

    private Map<String, Look> look() throws IOException {
        Map<String, Look> found = new TreeMap<>();
        for (Path file : jars()) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                found.put(
                        file.getFileName().toString(),
                        new Look(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
            } catch (java.nio.file.NoSuchFileException e) {
                LOG.log(Level.DEBUG, "{0} has gone again", file);
            }
        }
        return found;
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(AppsFolder::isJar).sorted().toList();
            if (jars.size() > MAX_JARS) {
                LOG.log(
                        Level.WARNING,
                        "{0} holds {1} jars; only the first {2} are looked at",
                        folder,
                        jars.size(),
                        MAX_JARS);
                return jars.subList(0, MAX_JARS);
            }
            return jars;
        }
    }

    private static boolean isJar(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(file);
    }

    @FunctionalInterface
    private interface Action {
        String run() throws IOException, RefusedException;
    }

    private void act(String name, long since, Action action) {
        try {
            String done = action.run();
            if (!done.isEmpty()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
                LOG.log(Level.INFO, "{0} in {1} ms", done, Long.toString(millis));
            }
        } catch (RefusedException e) {
            LOG.log(Level.WARNING, "refused {0}: {1}", name, e.getMessage());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0}: {1}", name, e.toString());
        } catch (IllegalStateException e) {
            LOG.log(Level.WARNING, "{0}: {1}", name, e.getMessage());
        }
    }

    /** Stops watching; what is deployed stays. Waits, within bounds, for what is being done. */
    @Override
    public void close() throws IOException {
        watch.close();
        try {
            watcher.join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
