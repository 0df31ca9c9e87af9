package net.skywire.launcher;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import net.skywire.host.log.LineFormatter;

/** Where log lines go: to standard error, or to files that take turns. */
final class Logs {

    private static final int FILES = 5;
    private static final int FILE_LENGTH = 2 * 1024 * 1024;

    private Logs() {}

    static void configure(Path home, boolean toFiles) throws IOException {
        Path configuration = home.resolve("conf/logging.properties");
        if (Files.exists(configuration)) {
            try (InputStream in = new FileInputStream(configuration.toFile())) {
                LogManager.getLogManager().readConfiguration(in);
            }
        }
        if (toFiles) {
            writeToFiles(Files.createDirectories(home.resolve("data/log")));
        }
        if (LogManager.getLogManager() instanceof LastingLogManager lasting) {
            lasting.keep();
        }
    }

    /** Writes out and closes what is open. */
    static void end() {
        if (LogManager.getLogManager() instanceof LastingLogManager lasting) {
            lasting.end();
        }
    }

    private static void writeToFiles(Path folder) throws IOException {
        Logger root = Logger.getLogger("");
        for (Handler console : root.getHandlers()) {
            root.removeHandler(console);
        }
        FileHandler files =
                new FileHandler(folder.resolve("skywire-osgi.%g.log").toString(), FILE_LENGTH, FILES, true);
        files.setFormatter(new LineFormatter());
        root.addHandler(files);
    }
}
