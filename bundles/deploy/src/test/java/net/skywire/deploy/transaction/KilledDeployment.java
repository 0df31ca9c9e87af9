package net.skywire.deploy.transaction;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import net.skywire.deploy.container.Container;
import net.skywire.deploy.publisher.PublishersFolder;
import net.skywire.deploy.signature.SignatureCheck;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.deploy.transaction.Deployer.Surroundings;

/** A process that deploys a jar, and is gone at one of the steps as if by a power cut. */
public final class KilledDeployment {

    static final int KILLED = 7;

    private KilledDeployment() {}

    /** @param arguments the folder of a test, the jar, and at which step to go */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[2]));
        Container container = new Container(folder.resolve("storage-of-the-killed"));
        try (Deployer deployer = new Deployer(
                new Surroundings(
                        container.context(),
                        new NoHost(),
                        Components.NONE,
                        new CopyOnWriteArrayList<>(),
                        new CopyOnWriteArrayList<>()),
                folder.resolve("deployed"),
                new SignatureCheck(SignatureMode.DEVELOPMENT, new PublishersFolder(folder.resolve("publishers"))),
                DeployLimits.DEFAULT)) {
            deployer.restore();
            deployer.deploy(Path.of(arguments[1]), "a test", Set.of(), step -> {
                if (left.decrementAndGet() < 0) {
                    Runtime.getRuntime().halt(KILLED);
                }
            });
        }
        System.exit(0);
    }
}
