package net.skywire.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.osgi.framework.BundleException;

/** Runs the container in the folder of the product, until it is told to stop. */
public final class Main {

    private static final Logger LOG = Logger.getLogger("net.skywire.launcher");

    /** What whoever started a daemon waits for on its standard output. */
    private static final String READY = "ready";

    private Main() {}

    /** @param args the folder, {@code run} or {@code daemon} whose log goes to files, and the configuration if one is named */
    public static void main(String[] args) throws InterruptedException {
        long begun = System.currentTimeMillis();
        if (args.length < 2 || args.length > 3) {
            System.err.println(
                    "skywire-osgi: expected the product's folder, run or daemon, and perhaps a configuration as"
                            + " arguments; start it by bin/skywire-osgi");
            System.exit(2);
        }
        Path config = args.length == 3 ? Path.of(args[2]).toAbsolutePath() : null;
        try {
            run(Path.of(args[0]).toAbsolutePath().normalize(), config, args[1].equals("daemon"), begun);
        } catch (IOException | BundleException e) {
            System.err.println("skywire-osgi: cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Path home, Path config, boolean daemon, long begun)
            throws IOException, BundleException, InterruptedException {
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("apps"));
        HomeLock lock = HomeLock.take(home);
        Logs.configure(home, daemon);
        Container container = new Container(home, config);
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "skywire-stop"));
        container.start();
        LOG.info(() -> "ready in " + (System.currentTimeMillis() - begun) + " ms");
        if (daemon) {
            System.out.println(READY);
        }
        container.awaitStop();
        lock.close();
    }
}
