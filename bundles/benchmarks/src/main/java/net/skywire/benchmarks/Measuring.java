package net.skywire.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program of the JVM in which one scenario runs. */
final class Measuring implements Report {

    /** Kept: the settings of a logger nobody holds are forgotten. */
    private static final Logger ALL = Logger.getLogger("");

    private final Path rows;

    private Measuring(Path rows) {
        this.rows = rows;
    }

    /** Arguments: a topic, a scenario, an empty folder, and the file for the rows. */
    public static void main(String[] args) throws Exception {
        ALL.setLevel(Level.WARNING);
        Topic.of(args[0]).scenario(args[1]).measure(Path.of(args[2]), new Measuring(Path.of(args[3])));
        System.exit(0);
    }

    @Override
    public void row(Row row) {
        try {
            Files.writeString(rows, row.line() + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void progress(String what) {
        System.out.println("   " + what);
    }
}
