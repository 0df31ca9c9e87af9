package net.skywire.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.osgi.framework.BundleException;

/** Runs the container in the folder of the product, until it is told to stop. */
public final class Main {

    private static final Logger LOG = Logger.getLogger("net.skywire.launcher");

    /** What whoever started a daemon waits for on its standard output. */
    private static final String READY = "ready";

    private Main() {}

    /**
     * @param args the folder; {@code run}, {@code daemon} if the log is to go to files, or {@code app}; the configuration,
     *     or nothing to let it be looked for; and for {@code app} the app that the container is of the node that has
     *     started it, and that app's arguments
     */
    public static void main(String[] args) throws InterruptedException {
        long begun = System.currentTimeMillis();
        if (!areRight(args)) {
            System.err.println("skywire-osgi: expected the product's folder, run, daemon or app, and a configuration as"
                    + " arguments; start it by bin/skywire-osgi");
            System.exit(2);
        }
        try {
            boolean daemon = args[1].equals("daemon");
            int code = run(Path.of(args[0]).toAbsolutePath().normalize(), daemon, properties(args), begun);
            if (code != 0) {
                System.exit(code);
            }
        } catch (IOException | BundleException e) {
            System.err.println("skywire-osgi: cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static boolean areRight(String[] args) {
        return args.length >= 3
                && (args[1].equals("app")
                        ? args.length > 3
                        : args.length == 3 && List.of("run", "daemon").contains(args[1]));
    }

    /** Arguments hold no NUL, which therefore parts them. */
    private static Map<String, String> properties(String[] args) {
        Map<String, String> properties = new HashMap<>();
        if (!args[2].isEmpty()) {
            properties.put("skywire.config", Path.of(args[2]).toAbsolutePath().toString());
        }
        if (args.length > 3) {
            properties.put("skywire.attach.app", args[3]);
        }
        if (args.length > 4) {
            List<String> arguments = List.of(args).subList(4, args.length);
            properties.put("skywire.attach.arguments", String.join("\0", arguments));
        }
        return properties;
    }

    private static int run(Path home, boolean daemon, Map<String, String> properties, long begun)
            throws IOException, BundleException, InterruptedException {
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("apps"));
        HomeLock lock = HomeLock.take(home);
        Logs.configure(home, daemon);
        Container container = new Container(home, properties);
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "skywire-stop"));
        container.start();
        LOG.info(() -> "ready in " + (System.currentTimeMillis() - begun) + " ms");
        if (daemon) {
            System.out.println(READY);
        }
        container.awaitStop();
        lock.close();
        return container.exitCode();
    }
}
