package net.skywire.deploy.publisher;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;

/** The folder of publishers, read anew each time, so that a change counts for the next app. For one thread. */
public final class PublishersFolder {

    private static final Logger LOG = System.getLogger("net.skywire.deploy");

    private final Path path;
    private List<String> told = List.of();

    public PublishersFolder(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** What is wrong there is logged once. */
    public Publishers read() {
        Publishers now = PublishersReader.read(path);
        now.faults().stream().filter(fault -> !told.contains(fault)).forEach(fault -> LOG.log(Level.WARNING, fault));
        told = now.faults();
        return now;
    }
}
