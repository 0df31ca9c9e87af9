package net.skywire.deploy.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import net.skywire.host.file.WholeFile;
import tools.jackson.core.JacksonException;

/**
 * The records of all apps, each in a file of its own, which is at any instant what it was before a change or what it is
 * after. Any thread may read; one at a time may change.
 */
final class Records {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");
    private static final String ENDING = ".json";

    /** Those of apps that are removed are forgotten beyond this, by name. */
    private static final int MOST = 2048;

    private final Path folder;
    private final Map<String, AppRecord> byName = new ConcurrentSkipListMap<>();

    Records(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*" + ENDING)) {
            files.forEach(this::read);
        }
    }

    /** What cannot be read is put aside, for the operator: the app is then as one that has never been there. */
    private void read(Path file) {
        try {
            AppRecord found = RecordFormat.read(Files.readAllBytes(file));
            if (!file.getFileName().toString().equals(found.symbolicName() + ENDING)) {
                throw new IOException("expected the record of another app, got that of " + found.symbolicName());
            }
            byName.put(found.symbolicName(), found);
        } catch (IOException | JacksonException | IllegalArgumentException | ArithmeticException e) {
            LOG.log(Level.ERROR, "{0}: expected what is known of an app, and put it aside: {1}", file, e.getMessage());
            putAside(file);
        }
    }

    private static void putAside(Path file) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".unreadable"));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} cannot be put aside: {1}", file, e.getMessage());
        }
    }

    Optional<AppRecord> find(String symbolicName) {
        return Optional.ofNullable(byName.get(symbolicName));
    }

    Collection<AppRecord> all() {
        return byName.values();
    }

    void put(AppRecord next) throws IOException {
        WholeFile.write(file(next.symbolicName()), RecordFormat.write(next) + "\n", WholeFile.READABLE);
        byName.put(next.symbolicName(), next);
        if (byName.size() > MOST) {
            forgetOneRemoved();
        }
    }

    private void forgetOneRemoved() throws IOException {
        for (AppRecord each : new TreeMap<>(byName).values()) {
            if (each.current().isEmpty()) {
                Files.deleteIfExists(file(each.symbolicName()));
                byName.remove(each.symbolicName());
                return;
            }
        }
    }

    private Path file(String symbolicName) {
        return folder.resolve(symbolicName + ENDING);
    }
}
