package net.skywire.repository.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.host.OperatorCommand;
import net.skywire.repository.Container;
import net.skywire.repository.Vendor;
import net.skywire.repository.choice.RepositoryDependencies;
import net.skywire.repository.store.Repositories;
import net.skywire.repository.store.Trust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Somebody at a node who trusts Alice, and whose folder of hers is {@code published}. */
class Operator {

    @TempDir
    Path temporary;

    Path published;
    Path publishers;
    Container container;
    Repositories repositories;
    InstalledHere deployments;
    RepoCommand command;
    List<String> lines;
    List<String> progress;

    @BeforeEach
    void start() throws Exception {
        published = Files.createDirectories(temporary.resolve("published"));
        publishers = temporary.resolve("publishers");
        Vendor.ALICE.trustIn(publishers);
        container = new Container(temporary.resolve("storage"));
        startAnew();
    }

    /** With what an earlier run has left. */
    void startAnew() {
        repositories = new Repositories(temporary.resolve("data"), new Trust(publishers, SignatureMode.REQUIRED));
        deployments =
                new InstalledHere(container.context(), new RepositoryDependencies(container.context(), repositories));
        command = new RepoCommand(container.context(), repositories, deployments);
    }

    @AfterEach
    void stop() throws Exception {
        container.stop();
    }

    void publish(String version, String channel, String... headers) throws Exception {
        Vendor.ALICE.publish(published, channel, Vendor.bundle("net.example.chat", version, 5000, headers));
    }

    /** Gives back the lines of the result. */
    List<String> repo(String... words) throws Exception {
        lines = new ArrayList<>();
        progress = new ArrayList<>();
        command.run(List.of(words), new OperatorCommand.Output() {
            @Override
            public void line(String text) {
                lines.add(text);
            }

            @Override
            public void progress(String text) {
                progress.add(text);
            }

            @Override
            public Path directory() {
                return temporary;
            }
        });
        return lines;
    }
}
