package net.skywire.deploy.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.skywire.deploy.AppJars;
import net.skywire.deploy.signature.Identity;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.deploy.signature.SignedJars;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A deployment, of which apps have to be signed ... */
class SignedDeploymentTest extends WatchedFolder {

    private static final Identity ALICE = Identity.publisher("CN=Alice");

    private Path publishers;

    @BeforeEach
    void requireSignatures() throws Exception {
        deployment.close();
        publishers = Files.createDirectories(temporary.resolve("publishers"));
        deployment = open(SignatureMode.REQUIRED);
    }

    private static byte[] signed(String version) {
        return SignedJars.sign(AppJars.bundle("net.example.chat", version), ALICE);
    }

    private void trustAlice() throws Exception {
        AppJars.drop(publishers.resolve("alice.pem"), ALICE.pem());
    }

    @Test
    void deploysWhatAPublisherHasSignedAndSaysWho() throws Exception {
        trustAlice();

        drop("chat.jar", signed("1.0.0"));
        log.await("INFO deployed net.example.chat 1.0.0 signed by alice in ");
        drop("chat.jar", signed("1.1.0"));
        log.await("INFO updated net.example.chat 1.1.0 signed by alice in ");

        awaitState("net.example.chat", "1.1.0 active");
        assertEquals(List.of(), deployment.notices());
    }

    @ParameterizedTest
    @CsvSource({"skywire.home, home, home/conf/publishers", "skywire.publishers, other, other"})
    void trustsThoseInTheFolderTheFrameworkNames(String property, String value, String folder) throws Exception {
        Files.write(Files.createDirectories(temporary.resolve(folder)).resolve("alice.pem"), ALICE.pem());
        Container other = new Container(
                temporary.resolve("other-storage"),
                Map.of(property, temporary.resolve(value).toString(), "skywire.apps", apps.toString()));
        deployment.close();

        deployment = new Deployment(surroundings(other.context()), Map.of());
        drop("chat.jar", signed("1.0.0"));

        log.await("INFO deployed net.example.chat 1.0.0 signed by alice in ");
        deployment.close();
        other.stop();
    }

    @Test
    void refusesAnUnsignedUpdateAndTouchesNothing() throws Exception {
        trustAlice();
        drop("chat.jar", signed("1.0.0"));
        log.await("INFO deployed");

        drop("chat.jar", AppJars.bundle("net.example.chat", "1.1.0"));
        log.await("WARNING refused chat.jar: expected a jar signed by a publisher in " + publishers);

        awaitState("net.example.chat", "1.0.0 active");
        assertEquals(1, copies());
    }

    @Test
    void triesARefusedAppAgainWhenItsPublisherIsAdded() throws Exception {
        drop("chat.jar", signed("1.0.0"));
        log.await("WARNING refused chat.jar: expected a publisher in ");

        trustAlice();

        log.await("INFO deployed net.example.chat 1.0.0 signed by alice in ");
    }

    @Test
    void refusesWhoIsRevokedFromThenOnAndLeavesWhatRuns() throws Exception {
        trustAlice();
        drop("chat.jar", signed("1.0.0"));
        log.await("INFO deployed");

        Files.writeString(
                publishers.resolve("revoked"),
                ALICE.certificate().getSerialNumber().toString(16));
        drop("chat.jar", signed("1.1.0"));

        log.await("WARNING refused chat.jar: expected a publisher that is not revoked, got CN=Alice ");
        awaitState("net.example.chat", "1.0.0 active");
    }

    @Test
    void followsTheConfigurationAndSaysWhenItIsForDevelopment() throws Exception {
        drop("chat.jar", AppJars.bundle("net.example.chat", "1.0.0"));
        log.await("WARNING refused chat.jar: expected a jar signed by ");

        deployment.configure(Map.of("signatures", "development"));
        String warning = log.await("WARNING signatures: development: ");
        log.await("INFO deployed net.example.chat 1.0.0 in ");
        assertEquals(List.of(warning.substring("WARNING ".length())), deployment.notices());

        deployment.configure(Map.of("signatures", "off"));
        log.await("SEVERE signatures: expected required or development, got \"off\"; they are required");
        String doubt = log.await(
                "WARNING net.example.chat runs until the next start, and not again: expected a jar signed by ");
        assertEquals(List.of(doubt.substring("WARNING ".length())), deployment.notices());
        awaitState("net.example.chat", "1.0.0 active");
    }

    @Test
    void tellsWhatIsRefusedUntilItIsTakenOrGone() throws Exception {
        drop("chat.jar", signed("1.0.0"));
        log.await("WARNING refused chat.jar: expected a publisher in ");
        drop("more.jar", AppJars.bundle("net.example.more", "1.0.0"));
        log.await("WARNING refused more.jar: expected a jar signed by ");
        assertEquals(2, deployment.notices().size());

        trustAlice();
        log.await("INFO deployed net.example.chat");
        assertEquals(
                List.of("refused more.jar: expected a jar signed by a publisher in " + publishers
                        + ", got one that is not signed"),
                deployment.notices());

        Files.delete(apps.resolve("more.jar"));
        drop("other.jar", SignedJars.sign(AppJars.bundle("net.example.other", "1.0.0"), ALICE));
        log.await("INFO deployed net.example.other");
        assertEquals(List.of(), deployment.notices());
    }

    @Test
    void refusesABrokenSignatureInDevelopmentToo() throws Exception {
        trustAlice();
        deployment.configure(Map.of("signatures", "development"));

        drop("chat.jar", SignedJars.edit(signed("1.0.0"), entries -> entries.get("content.txt")[0] ^= 1));
        log.await("WARNING refused chat.jar: expected content.txt as it was signed, got something else: ");

        drop("chat.jar", signed("1.0.0"));
        log.await("INFO deployed net.example.chat 1.0.0 signed by alice in ");
    }
}
