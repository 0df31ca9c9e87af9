package net.skywire.deploy.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import net.skywire.deploy.LogLines;
import net.skywire.deploy.container.Container;
import net.skywire.deploy.publisher.PublishersFolder;
import net.skywire.deploy.signature.SignatureCheck;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.deploy.transaction.Deployer.Surroundings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a version leaves behind ... */
@Timeout(60)
class LeavingsTest {

    private static final String APP = "net.example.working";

    @TempDir
    Path temporary;

    private final LogLines log = new LogLines();
    private Container container;

    @AfterEach
    void close() throws Exception {
        container.stop();
        log.close();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(WorkingActivator.THREAD))
                .forEach(Thread::interrupt);
    }

    @Test
    void isToldApartFromWhatOtherBundlesDoWithTheSameClasses() throws Exception {
        container = new Container(temporary.resolve("storage"));
        SignatureCheck none =
                new SignatureCheck(SignatureMode.DEVELOPMENT, new PublishersFolder(temporary.resolve("publishers")));
        try (Deployer deployer = new Deployer(
                new Surroundings(
                        container.context(),
                        new NoHost(),
                        Components.NONE,
                        new CopyOnWriteArrayList<>(),
                        new CopyOnWriteArrayList<>()),
                temporary.resolve("deployed"),
                none,
                DeployLimits.DEFAULT)) {
            deploy(deployer, APP, "1.0.0");
            deploy(deployer, "net.example.other", "3.0.0");

            deploy(deployer, APP, "2.0.0");

            while (left("1.0.0") == 0) {
                Thread.onSpinWait();
            }
        }
        assertEquals(0, left("2.0.0") + left("3.0.0"));
    }

    private void deploy(Deployer deployer, String app, String version) throws Exception {
        Path jar = Files.write(temporary.resolve("app.jar"), WorkingActivator.jar(app, version));
        deployer.deploy(jar, "a test", Set.of(), step -> {});
    }

    private long left(String version) {
        String end = " has left a thread: " + WorkingActivator.THREAD + version + " at ";
        return log.count(line -> line.contains(APP + " 1.0.0" + end));
    }
}
