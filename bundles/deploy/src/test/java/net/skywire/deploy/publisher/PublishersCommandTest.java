package net.skywire.deploy.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.skywire.deploy.signature.Identity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command publishers ... */
class PublishersCommandTest {

    private static final Identity ALICE = Identity.publisher("CN=Alice");
    private static final String ALICES = Fingerprint.of(ALICE.certificate()).hex();
    private static final String OTHERS = "ab".repeat(32);

    @TempDir
    Path temporary;

    private Path folder;
    private Path file;
    private String said;

    @BeforeEach
    void write() throws Exception {
        folder = temporary.resolve("conf/publishers");
        file = Files.write(temporary.resolve("alice's.crt"), ALICE.certificate().getEncoded());
    }

    private int run(String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = new PublishersCommand(folder, out, out).run(List.of(args));
        said = bytes.toString(StandardCharsets.UTF_8);
        return code;
    }

    private List<Publisher> trusted() {
        return PublishersReader.read(folder).trusted();
    }

    @Test
    void showsNobodyAtFirst() {
        assertEquals(0, run());
        assertTrue(said.endsWith("nobody is trusted: publishers add FILE or FINGERPRINT\n"), said);
    }

    @Test
    void addsACertificateAndShowsIt() {
        assertEquals(0, run("add", file.toString(), "Alice B"));
        assertEquals("added Alice B, CN=Alice with SHA-256 fingerprint " + ALICES + "\n", said);
        assertEquals(ALICE.certificate(), trusted().get(0).certificate().orElseThrow());

        assertEquals(0, run("list"));
        assertEquals(
                "NAME     " + String.format("%-64s", "FINGERPRINT") + "  VALID UNTIL  KIND\n" + "Alice B  " + ALICES
                        + "  2099-01-01   publisher\n",
                said);
    }

    @Test
    void callsACertificateAsItsFileAndRefusesNamesThatCannotBeOne() throws Exception {
        assertEquals(1, run("add", file.toString()));
        assertTrue(said.startsWith("skywire-osgi: expected a name of letters"), said);

        Path fine = Files.copy(file, temporary.resolve("alice.pem"));
        assertEquals(0, run("add", fine.toString()));
        assertEquals("alice", trusted().get(0).name());
        for (String name : new String[] {"../x", ".x", "a/b", "", "a\nb", "x".repeat(65)}) {
            assertEquals(1, run("add", file.toString(), name), name);
        }
    }

    @Test
    void addsAFingerprintAndRemovesItAgain() throws Exception {
        assertEquals(0, run("add", OTHERS.toUpperCase(), "Bob"));
        assertEquals(0, run("add", ALICES));
        assertEquals(
                List.of("Bob", ALICES.substring(0, 8)),
                trusted().stream().map(Publisher::name).toList());
        run();
        assertTrue(said.contains("Bob       " + OTHERS + "  -            fingerprint\n"), said);

        assertEquals(0, run("remove", "Bob"));
        assertEquals(0, run("remove", ALICES));
        assertEquals(List.of(), trusted());
        assertEquals("", Files.readString(folder.resolve("trusted")));
    }

    @Test
    void removesACertificateByItsNameOrFingerprint() {
        run("add", file.toString(), "alice");
        assertEquals(0, run("remove", ALICES));
        assertEquals(List.of(), trusted());

        run("add", file.toString(), "alice");
        assertEquals(0, run("remove", "alice"));
        assertEquals(List.of(), trusted());
        assertEquals(1, run("remove", "alice"));
        assertEquals("skywire-osgi: expected the name or the fingerprint of a publisher, got alice\n", said);
    }

    @Test
    void addsNobodyTwice() {
        run("add", file.toString(), "alice");

        assertEquals(1, run("add", ALICES, "bob"));
        assertEquals("skywire-osgi: there is alice already, with SHA-256 fingerprint " + ALICES + "\n", said);
        assertEquals(1, run("add", OTHERS, "alice"));
    }

    @Test
    void addsNoMoreThanAreRead() throws Exception {
        Files.createDirectories(folder);
        StringBuilder lines = new StringBuilder();
        for (int number = 0; number < PublishersReader.MAX_PUBLISHERS; number++) {
            lines.append(String.format("%064x%n", number));
        }
        Files.writeString(folder.resolve("trusted"), lines);

        assertEquals(1, run("add", OTHERS, "bob"));
        assertEquals("skywire-osgi: expected up to 256 publishers, got one more\n", said);
    }

    @Test
    void revokesForGood() {
        run("add", file.toString(), "alice");

        assertEquals(0, run("revoke", "alice"));
        run();
        assertTrue(said.endsWith("revoked\n"), said);
        assertEquals(0, run("remove", "alice"));
        assertEquals(1, run("add", file.toString(), "alice"));
        assertEquals(
                "skywire-osgi: expected one that is not revoked, this is, by " + folder.resolve("revoked")
                        + " line 1\n",
                said);
        assertEquals(0, run("revoke", OTHERS));
        assertEquals("revoked " + OTHERS + "\n", said);
        assertEquals(1, run("add", OTHERS));
    }

    @Test
    void revokesKeysWhereItHasTheCertificate() throws Exception {
        String key = Fingerprint.ofKey(ALICE.certificate()).hex();
        for (String which : new String[] {file.toString(), "alice", ALICES}) {
            run("add", file.toString(), "alice");

            assertEquals(0, run("revoke", which));

            assertEquals("revoked " + key + ", the key of CN=Alice\n", said);
            assertEquals(key + "  CN=Alice\n", Files.readString(folder.resolve("revoked")));
            Files.delete(folder.resolve("revoked"));
            run("remove", "alice");
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        assertEquals(1, run("add", "/no/such"));
        assertEquals(
                "skywire-osgi: expected a file with a certificate, or a SHA-256 fingerprint of 64 hex digits, got"
                        + " /no/such\n",
                said);
        assertEquals(1, run("revoke", "nobody"));
        assertEquals(
                "skywire-osgi: expected the name or the fingerprint of a publisher, or a file with a certificate, got"
                        + " nobody\n",
                said);
        Path text = Files.writeString(temporary.resolve("text"), "text");
        assertEquals(1, run("add", text.toString()));
        assertTrue(said.startsWith("skywire-osgi: " + text + ": "), said);
    }

    @Test
    void saysWhatIsWrongWithTheFolder() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("x.crl"), "");
        Files.writeString(folder.resolve("x.pem"), "");

        assertEquals(0, run());

        assertTrue(
                said.contains("skywire-osgi: nobody can be trusted, " + folder.resolve("x.crl: expected a CRL ")),
                said);
        assertTrue(said.contains("skywire-osgi: " + folder.resolve("x.pem: expected one certificate")), said);
    }

    @Test
    void explainsItself() {
        assertEquals(0, run("--help"));
        assertTrue(said.startsWith("usage: skywire-osgi publishers\n"));
        assertEquals(2, run("add"));
        assertEquals(2, run("remove", "a", "b"));
        assertEquals(2, run("trust", "a"));
        assertFalse(Files.exists(folder));
    }
}
