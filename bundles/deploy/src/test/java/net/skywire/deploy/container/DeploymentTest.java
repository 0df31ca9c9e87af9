package net.skywire.deploy.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import net.skywire.deploy.AppJars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;

class DeploymentTest extends WatchedFolder {

    private static final String NO_ACTIVATOR = "Bundle-Activator: net.example.Absent";
    private static final String NEEDS = "Import-Package: net.example.shared";
    private static final String PROVIDES = "Export-Package: net.example.shared";

    @Test
    void deploysUpdatesAndRemovesAsTheFileDoes() throws Exception {
        drop("chat.jar", chat());
        log.await("INFO deployed net.example.chat 1.0.0 in ");
        awaitState("net.example.chat", "1.0.0 active");

        drop("chat.jar", AppJars.bundle("net.example.chat", "1.1.0"));
        log.await("INFO updated net.example.chat 1.1.0 in ");
        awaitState("net.example.chat", "1.1.0 active");

        Files.delete(apps.resolve("chat.jar"));
        log.await("INFO removed net.example.chat 1.1.0 in ");
        awaitState("net.example.chat", "none");
        assertEquals(0, copies());
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

        awaitState("net.example.chat", "1.0.0 active");
    }

    @Test
    void refusesADamagedUpdateAndTouchesNothing() throws Exception {
        byte[] jar = AppJars.bundle("net.example.chat", "1.0.0");
        drop("chat.jar", jar);
        log.await("INFO deployed");
        Bundle bundle = container.bundles("net.example.chat").findFirst().orElseThrow();
        long modified = bundle.getLastModified();

        drop("chat.jar", AppJars.damaged(AppJars.bundle("net.example.chat", "1.1.0")));
        log.await("WARNING refused chat.jar: expected content.txt with CRC ");

        awaitState("net.example.chat", "1.0.0 active");
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
        awaitState("net.example.chat", "none");

        drop("shared.jar", AppJars.bundle("net.example.shared", "1.0.0", PROVIDES));
        log.await("INFO deployed net.example.chat 1.0.0 in ");
    }

    @Test
    void saysInOneLineWhyAnAppDoesNotStart() throws Exception {
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.0", NO_ACTIVATOR));

        String refusal = log.await("WARNING refused chat.jar: ");

        assertTrue(refusal.contains("ClassNotFoundException: net.example.Absent"), refusal);
        assertEquals(1, refusal.lines().count());
        awaitState("net.example.chat", "none");
        assertEquals(0, copies());
    }

    @Test
    void restoresTheOldAppWhenItsUpdateDoesNotStart() throws Exception {
        drop("chat.jar", chat());
        log.await("INFO deployed");

        drop("chat.jar", AppJars.bundle("net.example.chat", "1.1.0", NO_ACTIVATOR));
        String refusal = log.await("WARNING refused chat.jar: ");

        assertTrue(refusal.endsWith("; net.example.chat 1.0.0 runs on"), refusal);
        awaitState("net.example.chat", "1.0.0 active");
        assertEquals(1, copies());
    }

    @Test
    void givesANameToOneFileAndToTheNextOnceThatIsGone() throws Exception {
        drop("chat-1.jar", chat());
        log.await("INFO deployed");

        drop("chat-2.jar", AppJars.bundle("net.example.chat", "2.0.0"));
        assertEquals(
                "WARNING refused chat-2.jar: expected a Bundle-SymbolicName of its own, got net.example.chat,"
                        + " which chat-1.jar has",
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
        drop("a.jar", chat());
        log.await("INFO deployed");

        Files.move(apps.resolve("a.jar"), apps.resolve("b.jar"));

        log.await("INFO removed net.example.chat 1.0.0");
        log.await("INFO deployed net.example.chat 1.0.0");
        awaitState("net.example.chat", "1.0.0 active");
    }

    @Test
    void leavesTheAppsAsTheyAreWhenDeactivated() throws Exception {
        drop("chat.jar", chat());
        log.await("INFO deployed");

        deployment.close();

        awaitState("net.example.chat", "1.0.0 active");
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("skywire-deploy")));
    }

    @Test
    void breaksOffWhenDeactivated() throws Exception {
        int many = 200;
        for (int each = 0; each < many; each++) {
            Files.write(apps.resolve("." + each + ".new"), AppJars.bundle("net.example.app" + each, "1.0.0"));
        }
        for (int each = 0; each < many; each++) {
            Files.move(apps.resolve("." + each + ".new"), apps.resolve(each + ".jar"));
        }
        for (int each = 0; each < 20; each++) {
            log.await("INFO deployed");
        }

        deployment.close();

        assertTrue(container.count() < many, "deployed " + container.count() + " of " + many);
    }

    @Test
    void findsWhatAnEarlierRunLeft() throws Exception {
        drop("gone.jar", AppJars.bundle("net.example.gone", "1.0.0"));
        drop("kept.jar", AppJars.bundle("net.example.kept", "1.0.0"));
        drop("new.jar", AppJars.bundle("net.example.new", "1.0.0"));
        log.await("INFO deployed net.example.gone");
        log.await("INFO deployed net.example.kept");
        log.await("INFO deployed net.example.new");
        long modified =
                container.bundles("net.example.kept").findFirst().orElseThrow().getLastModified();
        stop();
        Files.delete(apps.resolve("gone.jar"));
        drop("new.jar", AppJars.bundle("net.example.new", "2.0.0"));

        start();

        log.await("INFO removed net.example.gone 1.0.0");
        log.await("INFO updated net.example.new 2.0.0");
        awaitState("net.example.kept", "1.0.0 active");
        assertEquals(
                modified,
                container.bundles("net.example.kept").findFirst().orElseThrow().getLastModified());
    }

    @ParameterizedTest
    @CsvSource({"skywire.home, ., apps", "skywire.apps, other, other"})
    void watchesTheFolderTheFrameworkNames(String property, String value, String folder) throws Exception {
        deployment.close();
        Container other = new Container(
                temporary.resolve("other-storage"),
                Map.of(property, temporary.resolve(value).toString()));

        deployment = new Deployment(surroundings(other.context()), Map.of("signatures", "development"));
        AppJars.drop(Files.createDirectories(temporary.resolve(folder)).resolve("chat.jar"), chat());

        log.await("INFO deployed net.example.chat 1.0.0");
        deployment.close();
        other.stop();
    }

    private static byte[] chat() {
        return AppJars.bundle("net.example.chat", "1.0.0");
    }

    @Test
    void staysIdleWithoutAFolder() throws Exception {
        new Deployment(surroundings(container.context()), Map.of()).close();

        log.await("INFO neither skywire.apps nor skywire.home is set: ");
    }
}
