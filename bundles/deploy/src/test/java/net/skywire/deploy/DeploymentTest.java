package net.skywire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

class DeploymentTest {

    private static final String NO_ACTIVATOR = "Bundle-Activator: net.example.Absent";
    private static final String NEEDS = "Import-Package: net.example.shared";
    private static final String PROVIDES = "Export-Package: net.example.shared";

    @TempDir
    Path temporary;

    private final LogLines log = new LogLines();
    private Path apps;
    private Container container;
    private Deployment deployment;

    @BeforeEach
    void start() throws Exception {
        apps = Files.createDirectories(temporary.resolve("apps"));
        container = new Container(temporary.resolve("storage"));
        deployment = new Deployment(container.context(), apps);
    }

    @AfterEach
    void stop() throws Exception {
        deployment.close();
        container.stop();
        log.close();
    }

    @Test
    void deploysUpdatesAndRemovesAsTheFileDoes() throws Exception {
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.0"));
        log.await("INFO deployed net.example.chat 1.0.0 in ");
        assertEquals("net.example.chat 1.0.0 active", container.stateOf("chat.jar"));

        drop("chat.jar", AppJars.bundle("net.example.chat", "1.1.0"));
        log.await("INFO updated net.example.chat 1.1.0 in ");
        assertEquals("net.example.chat 1.1.0 active", container.stateOf("chat.jar"));

        Files.delete(apps.resolve("chat.jar"));
        log.await("INFO removed net.example.chat 1.1.0 in ");
        assertEquals("none", container.stateOf("chat.jar"));
        assertEquals(List.of(), copies());
    }

    @Test
    void ignoresHiddenFilesOtherEndingsAndFolders() throws Exception {
        byte[] jar = AppJars.bundle("net.example.chat", "1.0.0");
        Files.write(apps.resolve(".chat.jar"), jar);
        Files.write(apps.resolve("chat.jar.part"), jar);
        Files.createDirectory(apps.resolve("folder.jar"));

        drop("zulu.jar", AppJars.bundle("net.example.zulu", "1.0.0"));
        log.await("INFO deployed net.example.zulu");

        assertEquals(1, container.count());
    }

    @Test
    void waitsForAFileThatIsStillBeingWritten() throws Exception {
        byte[] jar = AppJars.bundle("net.example.chat", "1.0.0");
        Path file = apps.resolve("chat.jar");
        int part = jar.length / 4;

        Files.write(file, Arrays.copyOf(jar, part));
        log.await("WARNING refused chat.jar: expected a whole jar, could not read it: ");
        for (int at = part; at < 3 * part; at += part) {
            Files.write(file, Arrays.copyOfRange(jar, at, at + part), StandardOpenOption.APPEND);
            log.await("FINE refused chat.jar: expected a whole jar, could not read it: ");
        }
        Files.write(file, Arrays.copyOfRange(jar, 3 * part, jar.length), StandardOpenOption.APPEND);
        log.await("INFO deployed net.example.chat 1.0.0 in ");

        assertEquals("net.example.chat 1.0.0 active", container.stateOf("chat.jar"));
    }

    @Test
    void refusesADamagedUpdateAndTouchesNothing() throws Exception {
        byte[] jar = AppJars.bundle("net.example.chat", "1.0.0");
        drop("chat.jar", jar);
        log.await("INFO deployed");
        Bundle bundle = container.context().getBundle("skywire-app:chat.jar");
        long modified = bundle.getLastModified();

        drop("chat.jar", AppJars.damaged(AppJars.bundle("net.example.chat", "1.1.0")));
        log.await("WARNING refused chat.jar: expected content.txt with CRC ");

        assertEquals("net.example.chat 1.0.0 active", container.stateOf("chat.jar"));
        assertEquals(modified, bundle.getLastModified());
    }

    @Test
    void saysWhatAnAppLacksAndDeploysItOnceThatIsThere() throws Exception {
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.0", NEEDS));
        String refusal = log.await("WARNING refused chat.jar: ");
        assertEquals(
                "WARNING refused chat.jar: expected something that provides"
                        + " (osgi.wiring.package=net.example.shared), found nothing",
                refusal);
        assertEquals("none", container.stateOf("chat.jar"));

        drop("shared.jar", AppJars.bundle("net.example.shared", "1.0.0", PROVIDES));
        log.await("INFO deployed net.example.chat 1.0.0 in ");
    }

    @Test
    void saysInOneLineWhyAnAppDoesNotStart() throws Exception {
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.0", NO_ACTIVATOR));

        String refusal = log.await("WARNING refused chat.jar: ");

        assertTrue(refusal.contains("ClassNotFoundException: net.example.Absent"), refusal);
        assertEquals(1, refusal.lines().count());
        assertEquals("none", container.stateOf("chat.jar"));
        assertEquals(List.of(), copies());
    }

    @Test
    void restoresTheOldAppWhenItsUpdateDoesNotStart() throws Exception {
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.0"));
        log.await("INFO deployed");

        drop("chat.jar", AppJars.bundle("net.example.chat", "1.1.0", NO_ACTIVATOR));
        String refusal = log.await("WARNING refused chat.jar: ");

        assertTrue(refusal.endsWith("; net.example.chat 1.0.0 runs on"), refusal);
        assertEquals("net.example.chat 1.0.0 active", container.stateOf("chat.jar"));
        assertEquals(List.of("chat.jar"), copies());
    }

    @Test
    void givesANameToOneFileAndToTheNextOnceThatIsGone() throws Exception {
        drop("chat-1.jar", AppJars.bundle("net.example.chat", "1.0.0"));
        log.await("INFO deployed");

        drop("chat-2.jar", AppJars.bundle("net.example.chat", "2.0.0"));
        assertEquals(
                "WARNING refused chat-2.jar: expected a Bundle-SymbolicName of its own, got net.example.chat,"
                        + " which skywire-app:chat-1.jar has",
                log.await("WARNING refused"));

        Files.delete(apps.resolve("chat-1.jar"));
        log.await("INFO removed net.example.chat 1.0.0");
        log.await("INFO deployed net.example.chat 2.0.0");
    }

    @Test
    void refusesTheNameOfTheSystem() throws Exception {
        drop("felix.jar", AppJars.bundle("org.apache.felix.framework", "1.0.0"));

        log.await("WARNING refused felix.jar: expected a Bundle-SymbolicName of its own");
    }

    @Test
    void takesARenamedFileAsRemovedAndDeployed() throws Exception {
        drop("a.jar", AppJars.bundle("net.example.chat", "1.0.0"));
        log.await("INFO deployed");

        Files.move(apps.resolve("a.jar"), apps.resolve("b.jar"));

        log.await("INFO removed net.example.chat 1.0.0");
        log.await("INFO deployed net.example.chat 1.0.0");
        assertEquals("net.example.chat 1.0.0 active", container.stateOf("b.jar"));
    }

    @Test
    void findsByLookingWhatLostEventsWouldHaveTold() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        container.context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.INSTALLED) {
                busy.countDown();
                await(goOn);
            }
        });
        drop("first.jar", AppJars.bundle("net.example.first", "1.0.0"));
        await(busy);
        for (int number = 0; number < 2000; number++) {
            Files.createFile(apps.resolve("noise" + number));
        }
        drop("second.jar", AppJars.bundle("net.example.second", "1.0.0"));

        goOn.countDown();

        log.await("INFO deployed net.example.first");
        log.await("INFO deployed net.example.second");
    }

    @Test
    void watchesAFolderThatWasGoneAndIsBack() throws Exception {
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.0"));
        log.await("INFO deployed");
        Files.delete(apps.resolve("chat.jar"));
        Files.delete(apps);
        log.await("WARNING expected a readable folder ");
        log.await("INFO removed");

        Files.createDirectory(apps);
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.1.0"));

        log.await("INFO deployed net.example.chat 1.1.0");
    }

    @Test
    void leavesTheAppsAsTheyAreWhenDeactivated() throws Exception {
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.0"));
        log.await("INFO deployed");

        deployment.close();

        assertEquals("net.example.chat 1.0.0 active", container.stateOf("chat.jar"));
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("skywire-deploy")));
    }

    @Test
    void findsWhatAnEarlierRunLeft() throws Exception {
        drop("gone.jar", AppJars.bundle("net.example.gone", "1.0.0"));
        drop("kept.jar", AppJars.bundle("net.example.kept", "1.0.0"));
        drop("new.jar", AppJars.bundle("net.example.new", "1.0.0"));
        log.await("INFO deployed net.example.gone");
        log.await("INFO deployed net.example.kept");
        log.await("INFO deployed net.example.new");
        long modified = container.context().getBundle("skywire-app:kept.jar").getLastModified();
        stop();
        Files.delete(apps.resolve("gone.jar"));
        drop("new.jar", AppJars.bundle("net.example.new", "2.0.0"));

        LogLines second = new LogLines();
        start();

        second.await("INFO removed net.example.gone 1.0.0");
        second.await("INFO updated net.example.new 2.0.0");
        assertEquals("net.example.kept 1.0.0 active", container.stateOf("kept.jar"));
        assertEquals(
                modified, container.context().getBundle("skywire-app:kept.jar").getLastModified());
        second.close();
    }

    @Test
    void keepsNothingOfFiftyUpdates() throws Exception {
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.0"));
        log.await("INFO deployed");
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.1"));
        log.await("INFO updated");
        long descriptors = descriptors();

        for (int number = 2; number < 52; number++) {
            drop("chat.jar", AppJars.bundle("net.example.chat", "1.0." + number));
            log.await("INFO updated net.example.chat 1.0." + number + " in ");
        }

        assertEquals(descriptors, descriptors());
        assertEquals(List.of("chat.jar"), copies());
    }

    @Test
    void takesAsManyAppsAsItMay() throws Exception {
        for (int number = 1000; number < 1000 + Deployer.MAX_APPS; number++) {
            drop("app" + number + ".jar", AppJars.bundle("net.example.app" + number, "1.0.0"));
        }
        for (int number = 0; number < Deployer.MAX_APPS; number++) {
            log.await("INFO deployed ");
        }
        drop("a-first.jar", AppJars.bundle("net.example.first", "1.0.0"));
        assertEquals(
                "WARNING refused a-first.jar: expected up to 512 apps, got one more", log.await("WARNING refused"));
        assertEquals(Deployer.MAX_APPS, container.count());

        Files.delete(apps.resolve("app1000.jar"));

        log.await("INFO removed net.example.app1000");
        log.await("INFO deployed net.example.first");
    }

    @Test
    void leavesJarsBeyondTheMostUntilThereIsRoom() throws Exception {
        deployment.close();
        for (int number = 1000; number <= 1000 + Deployer.MAX_APPS; number++) {
            drop("app" + number + ".jar", AppJars.bundle("net.example.app" + number, "1.0.0"));
        }
        deployment = new Deployment(container.context(), apps);
        String warning = log.await("WARNING ");
        assertTrue(warning.endsWith(": expected up to 512 jars, got 513"), warning);
        log.await("INFO deployed net.example.app1511 ");

        Files.delete(apps.resolve("app1000.jar"));

        log.await("INFO deployed net.example.app1512 ");
    }

    @Test
    void staysIdleWithoutAFolder() throws Exception {
        new Deployment(container.context()).close();

        log.await("INFO neither skywire.apps nor skywire.home is set: ");
    }

    private void drop(String name, byte[] content) throws Exception {
        AppJars.drop(apps.resolve(name), content);
    }

    private List<String> copies() throws Exception {
        try (Stream<Path> files =
                Files.list(container.context().getDataFile("copies").toPath())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
