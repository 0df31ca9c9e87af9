package net.skywire.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.framework.BundleException;

/** Runs the container in the folder of the product, until it is told to stop. */
public final class Main {

    private static final Logger LOG = Logger.getLogger("net.skywire.launcher");

    private Main() {}

    /** @param args the folder, and {@code daemon} if the log is to go to files */
    public static void main(String[] args) throws InterruptedException {
        long begun = System.currentTimeMillis();
        if (args.length < 1 || args.length > 2) {
            System.err.println(
                    "skywire-osgi: expected the product's folder as an argument; start it by bin/skywire-osgi");
            System.exit(2);
        }
        Path home = Path.of(args[0]).toAbsolutePath().normalize();
        try {
            Files.createDirectories(home.resolve("data"));
            Files.createDirectories(home.resolve("apps"));
            Logs.configure(home, args.length == 2 && args[1].equals("daemon"));
            Container container = new Container(home);
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "skywire-stop"));
            container.start();
            LOG.info(() -> "ready in " + (System.currentTimeMillis() - begun) + " ms");
            container.awaitStop();
        } catch (IOException | BundleException e) {
            LOG.log(Level.SEVERE, "cannot start: {0}", e.getMessage());
            System.exit(1);
        }
    }
}
