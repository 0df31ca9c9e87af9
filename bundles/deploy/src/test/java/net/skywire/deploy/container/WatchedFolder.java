package net.skywire.deploy.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.skywire.deploy.AppJars;
import net.skywire.deploy.LogLines;
import net.skywire.deploy.signature.SignatureMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

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
        return new Deployment(container.context(), apps, temporary.resolve("publishers"), SignatureMode.DEVELOPMENT);
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

    /** The names of the private copies. */
    List<String> copies() throws Exception {
        try (Stream<Path> files =
                Files.list(container.context().getDataFile("copies").toPath())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
