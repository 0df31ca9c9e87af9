package net.skywire.node.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Tells when something has changed in a folder, once it is quiet there. */
final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final long QUIET_MILLIS = 100;
    private static final long LONGEST_QUIET_MILLIS = 1000;
    private static final long JOIN_MILLIS = 5000;

    private final WatchService watch;
    private final Predicate<Path> isOfInterest;
    private final Thread watcher;
    private final Runnable onChange;

    /**
     * @param isOfInterest which names of files
     * @param onChange run on the watch's own thread
     */
    FolderWatch(Path folder, Predicate<Path> isOfInterest, String threadName, Runnable onChange) throws IOException {
        this.isOfInterest = isOfInterest;
        this.onChange = onChange;
        watch = folder.getFileSystem().newWatchService();
        folder.register(
                watch,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        watcher = new Thread(this::watch, threadName);
        watcher.setDaemon(true);
    }

    void start() {
        watcher.start();
    }

    private void watch() {
        try {
            while (true) {
                if (awaitChange()) {
                    onChange.run();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.log(Level.DEBUG, "watching ends");
        }
    }

    /** Whether it was one of interest. */
    private boolean awaitChange() throws InterruptedException {
        boolean found = false;
        WatchKey key = watch.take();
        long begun = System.nanoTime();
        while (key != null) {
            found |= key.pollEvents().stream().anyMatch(this::isOfInterest);
            if (!key.reset()) {
                LOG.log(Level.ERROR, "{0} is gone; no change there is seen any more", key.watchable());
            }
            boolean late = System.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(LONGEST_QUIET_MILLIS);
            key = late ? null : watch.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
        return found;
    }

    private boolean isOfInterest(WatchEvent<?> event) {
        return !(event.context() instanceof Path file) || isOfInterest.test(file);
    }

    @Override
    public void close() throws IOException {
        watch.close();
        try {
            watcher.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
