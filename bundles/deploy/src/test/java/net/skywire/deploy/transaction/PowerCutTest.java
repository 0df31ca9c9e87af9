package net.skywire.deploy.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import net.skywire.deploy.AppJars;
import net.skywire.deploy.container.Container;
import net.skywire.deploy.publisher.PublishersFolder;
import net.skywire.deploy.signature.SignatureCheck;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.deploy.transaction.Deployer.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** After a cut at any step, what runs is the version before or the one after, whole, and the next attempt goes on. */
@Timeout(120)
class PowerCutTest {

    private static final String CHAT = "net.example.chat";

    @TempDir
    Path temporary;

    @Test
    void leavesTheOldOrTheNewAtEachStep() throws Exception {
        Path first = Files.write(temporary.resolve("first.jar"), AppJars.bundle(CHAT, "1.0.0"));
        assertEquals("1.0.0 active", run(first));
        int step = 0;
        boolean killed = true;
        while (killed) {
            String version = "1.1." + step;
            Path next = Files.write(temporary.resolve("next.jar"), AppJars.bundle(CHAT, version));
            killed = deployAndKill(next, step) == KilledDeployment.KILLED;
            String state = run(null);
            assertTrue(state.matches("1\\.\\d\\.\\d active"), "after step " + step + ": " + state);
            assertEquals(version + " active", run(next));
            step++;
        }
        assertTrue(step > 5, "only " + step + " steps");
    }

    private int deployAndKill(Path jar, int step) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledDeployment.class.getName(),
                        temporary.toString(),
                        jar.toString(),
                        Integer.toString(step))
                .inheritIO()
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }

    /** Starts a container anew, deploys a jar if there is one, and says what runs then. */
    private String run(Path jar) throws Exception {
        Container container = new Container(Files.createTempDirectory(temporary, "storage"));
        try (Deployer deployer = new Deployer(
                new Surroundings(
                        container.context(),
                        new NoHost(),
                        Components.NONE,
                        new CopyOnWriteArrayList<>(),
                        new CopyOnWriteArrayList<>()),
                temporary.resolve("deployed"),
                new SignatureCheck(SignatureMode.DEVELOPMENT, new PublishersFolder(temporary.resolve("publishers"))),
                DeployLimits.DEFAULT)) {
            deployer.restore();
            if (jar != null) {
                deployer.deploy(jar, "a test", Set.of(), step -> {});
                while (container.bundles(CHAT).count() > 1) {
                    Thread.onSpinWait();
                }
            }
            return container.stateOf(CHAT);
        } finally {
            container.stop();
        }
    }
}
