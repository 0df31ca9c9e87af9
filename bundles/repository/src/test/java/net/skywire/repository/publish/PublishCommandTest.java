package net.skywire.repository.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import net.skywire.repository.Vendor;
import net.skywire.repository.index.Index;
import net.skywire.repository.index.IndexReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendors' program ... */
class PublishCommandTest {

    @TempDir
    Path temporary;

    private String folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("apps").toString();
    }

    private String jar(String version, int length) throws Exception {
        byte[] signed = Vendor.ALICE.sign(Vendor.bundle("net.example.chat", version, length));
        return Files.write(temporary.resolve("new.jar"), signed).toString();
    }

    private Index index() throws Exception {
        return IndexReader.read(Files.readAllBytes(Path.of(folder, "index.xml")));
    }

    private static void assertFails(int code, String said, String... args) {
        Publishing.Outcome outcome = Publishing.tried(args);
        assertTrue(outcome.said().contains(said), outcome.said());
        assertEquals(code, outcome.code());
    }

    @Test
    void keepsAllVersionsAndCountsItsChanges() throws Exception {
        String said = Publishing.run("add", folder, jar("1.0.0", 10));
        assertEquals(
                "added net.example.chat 1.0.0 to channel stable\nnow sign: skywire-osgi-publish sign " + folder
                        + " --keystore FILE --alias NAME\n",
                said);
        long first = index().increment();
        Publishing.run("add", folder, jar("1.1.0", 10), "--channel", "beta");

        assertEquals(
                "[net.example.chat 1.0.0, net.example.chat 1.1.0]",
                index().releases().toString());
        assertTrue(index().increment() > first);
        assertTrue(Files.exists(Path.of(folder, "net.example.chat-1.0.0.jar")));
        assertTrue(Publishing.run("list", folder).contains("net.example.chat  1.1.0    beta "));
    }

    @Test
    void leavesAVersionAsItIsOnceItIsPublished() throws Exception {
        Publishing.run("add", folder, jar("1.0.0", 10));
        String before = Files.readString(Path.of(folder, "index.xml"));

        assertTrue(Publishing.run("add", folder, temporary.resolve("new.jar").toString())
                .contains("new.jar is published already"));
        assertFails(
                1,
                "expected a version that is new, net.example.chat 1.0.0 is published already, with another jar",
                "add",
                folder,
                jar("1.0.0", 11));

        assertEquals(before, Files.readString(Path.of(folder, "index.xml")));
    }

    @Test
    void promotesOnce() throws Exception {
        Publishing.run("add", folder, jar("1.0.0", 10), "--channel", "beta");

        assertEquals(
                "promoted net.example.chat 1.0.0 to stable; now sign\n",
                Publishing.run("promote", folder, "net.example.chat@1.0.0"));
        assertFails(1, "net.example.chat 1.0.0 is stable already", "promote", folder, "net.example.chat@1.0.0");
        assertFails(1, "expected a version that is published", "promote", folder, "net.example.chat@2.0.0");
    }

    @Test
    void takesSignedJarsOnlyUnlessToldOtherwise() throws Exception {
        Path unsigned = Files.write(temporary.resolve("unsigned.jar"), Vendor.bundle("net.example.chat", "1.0.0", 10));

        assertFails(1, "expected a jar that is signed", "add", folder, unsigned.toString());

        Publishing.run("add", folder, unsigned.toString(), "--unsigned");
        assertEquals(1, index().releases().size());
    }

    /** A folder with something of Mallory's in it. */
    private Path other() throws Exception {
        Path other = temporary.resolve("other");
        Vendor.MALLORY.publish(other, "stable", Vendor.bundle("net.example.mail", "1.0.0", 10));
        return other;
    }

    @Test
    void findsWhatANodeWouldRefuse() throws Exception {
        Path other = other();
        assertTrue(Publishing.run("check", other.toString())
                .startsWith("good; signed by CN=mallory, SHA-256 fingerprint "));
        Vendor.ALICE.trustIn(temporary);
        assertFails(
                1,
                "index.jar: expected a publisher in",
                "check",
                other.toString(),
                "--publisher",
                temporary.resolve("alice.pem").toString());

        Publishing.run("add", other.toString(), jar("1.0.0", 10));
        assertFails(1, "expected the same index.xml in index.jar, got another: sign again", "check", other.toString());
        Files.write(other.resolve("net.example.mail-1.0.0.jar"), new byte[10]);
        assertFails(1, "net.example.mail 1.0.0: expected ", "check", other.toString());
        Files.delete(other.resolve("net.example.mail-1.0.0.jar"));
        assertFails(1, "net.example.mail-1.0.0.jar, found none", "check", other.toString());
        assertFails(
                1,
                "index.jar, found none: sign ",
                "check",
                temporary.resolve("none").toString());
    }

    @Test
    void findsAJarThatAnotherHasSigned() throws Exception {
        Publishing.run("add", folder, jar("1.0.0", 10));
        Path password = Files.writeString(temporary.resolve("password"), "secret");
        String[] sign = {
            "sign",
            folder,
            "--alias",
            "mallory",
            "--keystore",
            Vendor.MALLORY.keystore().toString(),
            "--password-file",
            password.toString()
        };

        assertFails(1, "a node would refuse this: net.example.chat 1.0.0: ", sign);
    }

    @Test
    void saysWhatIsWrongWithAKey() throws Exception {
        Publishing.run("add", folder, jar("1.0.0", 10));
        Path password = Files.writeString(temporary.resolve("password"), "wrong");
        String keystore = Vendor.ALICE.keystore().toString();

        assertFails(
                1,
                "password",
                "sign",
                folder,
                "--keystore",
                keystore,
                "--alias",
                "alice",
                "--password-file",
                password.toString());
        Files.writeString(password, "secret");
        assertFails(
                1,
                "expected a key under alias bob in",
                "sign",
                folder,
                "--keystore",
                keystore,
                "--alias",
                "bob",
                "--password-file",
                password.toString());
        assertFails(
                1,
                "in the environment's NO_SUCH, found none",
                "sign",
                folder,
                "--keystore",
                keystore,
                "--alias",
                "alice",
                "--password-env",
                "NO_SUCH");
    }

    @Test
    void explainsItself() {
        assertTrue(Publishing.run("--help").startsWith("usage: skywire-osgi-publish add FOLDER JAR..."));
        assertFails(2, "expected add, promote, sign, list or check, got nothing");
        assertFails(2, "expected add, promote, sign, list or check, got \"eat\"", "eat");
        assertFails(2, "expected JAR, got nothing", "add", folder);
        assertFails(2, "expected channel stable or beta, got \"alpha\"", "add", folder, "x", "--channel", "alpha");
        assertFails(2, "expected APP@VERSION, got \"chat\"", "promote", folder, "chat");
        assertFails(2, "expected --keystore FILE, got nothing", "sign", folder);
        assertFails(1, "expected file " + folder, "list", folder);
    }
}
