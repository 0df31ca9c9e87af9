package net.skywire.repository.store;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import net.skywire.host.file.WholeFile;
import net.skywire.repository.index.Channel;
import net.skywire.repository.place.Location;

/**
 * Where the node keeps what it knows of its repositories: for each a folder with {@code repository.properties}, the last
 * good {@code index.jar}, and {@code jars/}. Files are there whole or not at all.
 */
final class RepositoryFolder {

    private static final String FILE = "repository.properties";

    private final Path folder;

    RepositoryFolder(Path folder) {
        this.folder = folder;
    }

    Path of(String name) {
        return folder.resolve(name);
    }

    /** By name. */
    List<Configured> read() throws IOException {
        List<Configured> all = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path each : folders.sorted().toList()) {
                if (Files.exists(each.resolve(FILE))) {
                    all.add(read(each));
                }
            }
        }
        return all;
    }

    private static Configured read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Properties values = new Properties();
        values.load(new StringReader(Files.readString(file)));
        try {
            boolean insecure = Boolean.parseBoolean(values.getProperty("insecure", "false"));
            return new Configured(
                    folder.getFileName().toString(),
                    new Location(values.getProperty("location", ""), insecure),
                    Channel.parse(values.getProperty("channel", "stable")),
                    Long.parseLong(values.getProperty("increment", "0")),
                    values.getProperty("tag", ""),
                    values.getProperty("publisher", ""));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    void write(Configured repository) throws IOException {
        Properties values = new Properties();
        values.setProperty("location", repository.location().text());
        values.setProperty("insecure", Boolean.toString(repository.location().insecure()));
        values.setProperty("channel", repository.channel().toString());
        values.setProperty("increment", Long.toString(repository.increment()));
        values.setProperty("tag", repository.tag());
        values.setProperty("publisher", repository.publisher());
        StringWriter text = new StringWriter();
        values.store(text, null);
        Files.createDirectories(of(repository.name()));
        WholeFile.write(of(repository.name()).resolve(FILE), text.toString(), WholeFile.READABLE);
    }

    /** First what makes it one, so that half of it is never taken for it. */
    void delete(String name) throws IOException {
        Files.deleteIfExists(of(name).resolve(FILE));
        if (!Files.isDirectory(of(name))) {
            return;
        }
        try (Stream<Path> files = Files.walk(of(name))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
