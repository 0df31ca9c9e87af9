package net.skywire.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.osgi.framework.BundleException;

/** Runs in which the sample apps play ping-pong, for the JVM to learn which classes a start needs. */
final class Training extends Handler {

    private static final List<String> SAMPLES = List.of("helloworld-server.jar", "helloworld-client.jar");
    private static final String PONG = "pong from ";
    private static final String CLIENT = "helloworld-client";
    private static final int RUNS = 2;
    private static final long LONGEST_SECONDS = 120;

    private final CountDownLatch pong;

    private Training(boolean plays) {
        pong = new CountDownLatch(plays ? 1 : 0);
    }

    /**
     * Runs the container twice: the second start finds what the first has left, as most starts do.
     *
     * @return the exit code: 0 if all has happened that was to be learnt
     */
    static int run(Installation installation, Profile profile, Map<String, String> properties)
            throws IOException, BundleException, InterruptedException {
        boolean done = true;
        for (int run = 0; run < RUNS && done; run++) {
            Logs.configure(installation.home(), false);
            Training training = with(installation, profile);
            Container container = new Container(installation, profile, properties);
            container.start();
            done = training.pong.await(LONGEST_SECONDS, TimeUnit.SECONDS);
            container.stop();
        }
        return done ? 0 : 1;
    }

    /** Where no apps can be deployed, the samples become apps of the profile. Without samples, it learns the start alone. */
    private static Training with(Installation installation, Profile profile) {
        Path apps = installation.home().resolve("apps");
        List<Path> samples =
                SAMPLES.stream().map(apps::resolve).filter(Files::exists).toList();
        profile.setApps(profile.has("deploy") ? List.of() : samples);
        Training training = new Training(samples.size() == SAMPLES.size());
        Logger.getLogger("").addHandler(training);
        return training;
    }

    @Override
    public void publish(LogRecord entry) {
        if (CLIENT.equals(entry.getLoggerName()) && entry.getMessage().startsWith(PONG)) {
            pong.countDown();
        }
    }

    @Override
    public void flush() {
        // keeps nothing
    }

    @Override
    public void close() {
        // keeps nothing
    }
}
