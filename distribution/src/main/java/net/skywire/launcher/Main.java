package net.skywire.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.framework.BundleException;

/** Runs the container in the folder of the product, until it is told to stop. */
public final class Main {

    private static final Logger LOG = Logger.getLogger("net.skywire.launcher");

    /** What whoever started a daemon waits for on its standard output. */
    private static final String READY = "ready";

    private static final int PROFILE = 2;
    private static final int MODE = 3;
    private static final int FIXED = 5;

    private Main() {}

    /**
     * @param args the product's folder; the folder with {@code conf/} and {@code data/}; a profile, or nothing for the
     *     folder's own; {@code run}, {@code daemon} if the log is to go to files, {@code train} to play ping-pong twice
     *     and end, or {@code app}; the configuration, or nothing to let it be looked for; and for {@code app} the app
     *     that the container is of the node that has started it, and that app's arguments
     */
    public static void main(String[] args) throws InterruptedException {
        long begun = System.currentTimeMillis();
        if (!areRight(args)) {
            System.err.println("skywire-osgi: expected the product's folder, the home, a profile, run, daemon, train or"
                    + " app, and a configuration as arguments; start it by bin/skywire-osgi");
            System.exit(2);
        }
        try {
            int code = run(Installation.of(args[0], args[1]), args, begun);
            if (code != 0 || args[MODE].equals("train")) {
                System.exit(code);
            }
        } catch (IOException | BundleException e) {
            System.err.println("skywire-osgi: cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static boolean areRight(String[] args) {
        return args.length >= FIXED
                && (args[MODE].equals("app")
                        ? args.length > FIXED
                        : args.length == FIXED
                                && List.of("run", "daemon", "train").contains(args[MODE]));
    }

    /** Arguments hold no NUL, which therefore parts them. */
    private static Map<String, String> properties(String[] args) {
        Map<String, String> properties = new HashMap<>();
        // Of Gogo's shell, where it is: only a container with a terminal has a prompt, and survives its end
        properties.put("gosh.args", hasTerminal() ? "--noshutdown" : "--nointeractive");
        String configuration = args[FIXED - 1];
        if (!configuration.isEmpty()) {
            properties.put(
                    "skywire.config", Path.of(configuration).toAbsolutePath().toString());
        }
        if (args.length > FIXED) {
            properties.put("skywire.attach.app", args[FIXED]);
        }
        if (args.length > FIXED + 1) {
            List<String> arguments = List.of(args).subList(FIXED + 1, args.length);
            properties.put("skywire.attach.arguments", String.join("\0", arguments));
        }
        return properties;
    }

    private static boolean hasTerminal() {
        try {
            String input = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
            return input.startsWith("/dev/pts/") || input.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    private static int run(Installation installation, String[] args, long begun)
            throws IOException, BundleException, InterruptedException {
        Path home = installation.home();
        Profile profile = Profile.read(installation, args[PROFILE]);
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("apps"));
        HomeLock lock = HomeLock.take(home);
        if (args[MODE].equals("train")) {
            return Training.run(installation, profile, properties(args));
        }
        boolean daemon = args[MODE].equals("daemon");
        Logs.configure(home, daemon);
        Container container = new Container(installation, profile, properties(args));
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "skywire-stop"));
        container.start();
        LOG.log(Level.INFO, "ready in {0} ms", System.currentTimeMillis() - begun);
        if (daemon) {
            System.out.println(READY);
        }
        container.awaitStop();
        lock.close();
        return container.exitCode();
    }
}
