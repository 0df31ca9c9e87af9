package net.skywire.deploy.signature;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import net.skywire.deploy.AppJars;
import net.skywire.deploy.publisher.PublishersFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of publishers, in the middle of 2026, and jars that are checked against it. */
class Checked {

    static final Identity ALICE = Identity.publisher("CN=Alice,O=Example");
    static final Identity MALLORY = Identity.publisher("CN=Mallory");

    @TempDir
    Path temporary;

    Path publishers;
    SignatureMode mode = SignatureMode.REQUIRED;

    @BeforeEach
    void makeFolder() throws Exception {
        publishers = Files.createDirectories(temporary.resolve("publishers"));
    }

    /** Trusts it, by a file of this name. */
    void trust(String name, Identity identity) throws Exception {
        Files.write(publishers.resolve(name), identity.pem());
    }

    Optional<String> check(byte[] jar) throws Exception {
        Path file = Files.write(temporary.resolve("fresh"), jar);
        Clock clock = Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);
        return new SignatureCheck(mode, new PublishersFolder(publishers), clock).check(file);
    }

    /** Why it is refused. */
    String refusal(byte[] jar) {
        return assertThrows(BadSignatureException.class, () -> check(jar)).getMessage();
    }

    static byte[] jar() {
        return AppJars.bundle("net.example.chat", "1.0.0");
    }

    static byte[] signed(Identity identity) {
        return SignedJars.sign(jar(), identity);
    }
}
