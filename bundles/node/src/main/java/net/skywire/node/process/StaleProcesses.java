package net.skywire.node.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import net.skywire.pipe.descriptor.ProcStat;
import net.skywire.pipe.descriptor.ProcessGroup;

/**
 * Remembers in files which processes run, so that those which have outlived a node can be ended by the next. A process
 * is ended only if it is proven to be the one: a number alone may be another's by now.
 */
final class StaleProcesses {

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final int MAX_FILE = 1024;
    private static final String FRESH = ".new";

    private final Path folder;

    /** @param folder for a file per app */
    StaleProcesses(Path folder) {
        this.folder = folder;
    }

    void remember(String app, int pid, String mark) throws IOException {
        Optional<ProcessIdentity> identity = ProcessIdentity.of(pid, mark);
        if (identity.isPresent()) {
            Files.createDirectories(folder);
            Path fresh = Files.writeString(folder.resolve(app + FRESH), identity.get() + "\n");
            Files.move(fresh, folder.resolve(app), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    void forget(String app) throws IOException {
        Files.deleteIfExists(folder.resolve(app));
    }

    /** Ends what an earlier run has left. */
    void endAll() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                end(file);
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "processes of an earlier run: {0}", e.getMessage());
        }
    }

    private static void end(Path file) throws IOException {
        if (file.toString().endsWith(FRESH) || Files.size(file) > MAX_FILE) {
            return;
        }
        ProcessIdentity stale;
        try {
            stale = ProcessIdentity.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "{0}: {1}", file, e.getMessage());
            return;
        }
        if (!stale.boot().equals(ProcessIdentity.thisBoot())) {
            return;
        }
        for (long pid : new ProcessGroup(stale.pid()).members()) {
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            if (process.isPresent() && isProven(pid, stale)) {
                process.get().destroyForcibly();
                LOG.log(
                        Level.WARNING,
                        "ended process {0}, left by app {1} of an earlier run",
                        Long.toString(pid),
                        file.getFileName());
            }
        }
    }

    private static boolean isProven(long pid, ProcessIdentity stale) {
        return pid == stale.pid()
                ? ProcStat.of(pid)
                        .filter(stat -> stat.startTicks() == stale.startTicks())
                        .isPresent()
                : hasMark(pid, stale.mark());
    }

    private static boolean hasMark(long pid, String mark) {
        try {
            String environment = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
            return List.of(environment.split("\0")).contains(Launch.MARK + '=' + mark);
        } catch (IOException e) {
            return false; // it has ended, or is another user's
        }
    }
}
