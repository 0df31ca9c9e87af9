package net.skywire.deploy.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.skywire.deploy.AppJars;
import net.skywire.deploy.Deployments;
import net.skywire.deploy.store.AppRecord;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

class DeploymentLimitsTest extends WatchedFolder {

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
        log.await("INFO removed");
        Files.delete(apps);
        log.await("WARNING expected a readable folder ");

        Files.createDirectory(apps);
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.1.0"));

        log.await("INFO deployed net.example.chat 1.1.0");
    }

    @Test
    void keepsNothingOfFiftyUpdates() throws Exception {
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.0"));
        log.await("INFO deployed");
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.1"));
        log.await("INFO updated");
        awaitState("net.example.chat", "1.0.1 active");
        long descriptors = descriptors();

        for (int number = 2; number < 52; number++) {
            drop("chat.jar", AppJars.bundle("net.example.chat", "1.0." + number));
            log.await("INFO updated net.example.chat 1.0." + number + " in ");
        }

        awaitState("net.example.chat", "1.0.51 active");
        await("no more descriptors than before", () -> descriptors() <= descriptors);
        assertEquals(1 + AppRecord.MAX_EARLIER, copies());
    }

    @Test
    void takesAsManyAppsAsItMay() throws Exception {
        for (int number = 1000; number < 1000 + Deployments.MAX_APPS; number++) {
            drop("app" + number + ".jar", AppJars.bundle("net.example.app" + number, "1.0.0"));
        }
        for (int number = 0; number < Deployments.MAX_APPS; number++) {
            log.await("INFO deployed ");
        }
        drop("a-first.jar", AppJars.bundle("net.example.first", "1.0.0"));
        assertEquals(
                "WARNING refused a-first.jar: expected up to 512 apps, got one more", log.await("WARNING refused"));
        assertEquals(Deployments.MAX_APPS, container.count());

        Files.delete(apps.resolve("app1000.jar"));

        log.await("INFO removed net.example.app1000");
        log.await("INFO deployed net.example.first");
    }

    @Test
    void leavesJarsBeyondTheMostUntilThereIsRoom() throws Exception {
        deployment.close();
        for (int number = 1000; number <= 1000 + Deployments.MAX_APPS; number++) {
            drop("app" + number + ".jar", AppJars.bundle("net.example.app" + number, "1.0.0"));
        }
        deployment = open();
        String warning = log.await("WARNING " + apps);
        assertTrue(warning.endsWith(": expected up to 512 jars, got 513"), warning);
        log.await("INFO deployed net.example.app1511 ");

        Files.delete(apps.resolve("app1000.jar"));

        log.await("INFO deployed net.example.app1512 ");
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
