package net.skywire.deploy.container;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import net.skywire.deploy.AppJars;
import net.skywire.deploy.LogLines;
import net.skywire.deploy.container.Site.Folders;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.deploy.transaction.Components;
import net.skywire.deploy.transaction.DeployLimits;
import net.skywire.deploy.transaction.Deployer.Surroundings;
import net.skywire.deploy.transaction.NoHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** A folder of apps, watched in a real framework. */
class WatchedFolder {

    @TempDir
    Path temporary;

    LogLines log;
    Path apps;
    Container container;
    Deployment deployment;

    @BeforeEach
    void start() throws Exception {
        log = new LogLines();
        apps = Files.createDirectories(temporary.resolve("apps"));
        container = new Container(temporary.resolve("storage"));
        deployment = open();
    }

    /** Takes unsigned apps too. */
    Deployment open() {
        return open(SignatureMode.DEVELOPMENT);
    }

    Deployment open(SignatureMode mode) {
        return new Deployment(
                surroundings(container.context()),
                new Folders(Optional.of(apps), temporary.resolve("publishers"), temporary.resolve("deployed")),
                new DeploySettings(mode, DeployLimits.DEFAULT));
    }

    static Surroundings surroundings(BundleContext context) {
        return new Surroundings(
                context, new NoHost(), Components.NONE, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    }

    @AfterEach
    void stop() throws Exception {
        deployment.close();
        container.stop();
        log.close();
    }

    void drop(String name, byte[] content) throws Exception {
        AppJars.drop(apps.resolve(name), content);
    }

    /** How many jars are kept. */
    long copies() throws Exception {
        try (Stream<Path> files = Files.list(temporary.resolve("deployed/jars"))) {
            return files.count();
        }
    }

    /** Waits for the revisions of an app to be those. */
    void awaitState(String symbolicName, String state) {
        await(symbolicName + ' ' + state, () -> container.stateOf(symbolicName).equals(state));
    }

    /** Looks until {@code condition} holds, and fails if it does not within a time that is ample. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain for " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
