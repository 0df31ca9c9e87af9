package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The container takes apps that a publisher has signed, and says of every other why not. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledIfSystemProperty(named = "panama", matches = "true") // nothing of it depends on the Java
class SignaturesIT {

    private static final String[] APPS = {
        "right", "unsigned", "changed", "stranger", "expired", "revoked", "server", "twice"
    };

    private Path folder;
    private ContainerProcess container;
    private Path home;
    private Vendor vendor;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        home = Files.createDirectories(folder.resolve("product")).toRealPath();
        container = new ContainerProcess(home, Conf.of(APPS).signed());
        Files.createDirectories(home.resolve("conf/publishers"));
        container.start();
        vendor = vendor("vendor", Vendor.CODE_SIGNING);
        trust(vendor);
    }

    @AfterAll
    void stop() throws Exception {
        container.stop();
        container.close();
    }

    private Vendor vendor(String name, String options) throws Exception {
        return new Vendor(folder, name, options);
    }

    private String publishers(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/skywire-osgi").toString(), "publishers"));
        command.addAll(List.of(words));
        return Vendor.run(command);
    }

    private void trust(Vendor publisher) throws Exception {
        assertTrue(publishers("add", publisher.certificate().toString()).startsWith("added "));
    }

    private static byte[] app(String name) throws IOException {
        return AppJars.of(EchoApp.class, name, "1.0.0");
    }

    private void drop(String name, byte[] jar) throws IOException {
        Path fresh = Files.write(home.resolve("apps/." + name), jar);
        Files.move(fresh, home.resolve("apps/" + name + ".jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The line of the log in which {@code begin} stands, from there on. */
    private String await(String begin) {
        String[] found = new String[1];
        Product.await(begin, () -> {
            try {
                found[0] = Arrays.stream(log().split("\n"))
                        .filter(line -> line.contains(begin))
                        .map(line -> line.substring(line.indexOf(begin)))
                        .findFirst()
                        .orElse(null);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return found[0] != null;
        });
        return found[0];
    }

    private String log() throws IOException {
        return Files.readString(home.resolve("data/log/skywire-osgi.0.log"));
    }

    private void assertRefused(String name, byte[] jar, String reason) throws Exception {
        drop(name, jar);
        assertEquals(
                "refused " + name + ".jar: " + reason,
                await("refused " + name + ".jar: ").substring(0, ("refused " + name + ".jar: " + reason).length()));
        String status = container.ask("status");
        assertTrue(status.contains("\nrefused " + name + ".jar: " + reason), status);
        assertFalse(status.contains("\n" + name + " "), "it is not there at all");
    }

    @Test
    void runsWhatIsSignedAndSaysByWhom() throws Exception {
        drop("right", vendor.sign(app("right")));

        await("deployed right 1.0.0 signed by vendor in ");
        await("app right 1.0 running at ");
        assertFalse(container.ask("status").contains("signatures: development"));
        assertTrue(publishers().contains("\nvendor "));
    }

    @Test
    void refusesWhatIsNotSigned() throws Exception {
        assertRefused(
                "unsigned",
                app("unsigned"),
                "expected a jar signed by a publisher in " + home + "/conf/publishers, got one that is not signed");
    }

    @Test
    void refusesOneChangedByteAndNamesTheEntry() throws Exception {
        byte[] changed = changed(vendor.sign(app("changed")), "OSGI-INF/app.xml");

        assertRefused("changed", changed, "expected OSGI-INF/app.xml as it was signed, got something else: SHA-");
    }

    private static byte[] changed(byte[] jar, String entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                content[content.length - 2] ^= (byte) (each.getName().equals(entry) ? 1 : 0);
                out.putNextEntry(new ZipEntry(each.getName()));
                out.write(content);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void refusesAStrangerUntilTheCommandThatItNamesIsGiven() throws Exception {
        Vendor stranger = vendor("stranger", Vendor.CODE_SIGNING);
        String refusal =
                "expected a publisher in " + home + "/conf/publishers, got CN=stranger with SHA-256 fingerprint ";
        assertRefused("stranger", stranger.sign(app("stranger")), refusal);
        String line = await("refused stranger.jar: ");
        String command = line.substring(line.indexOf("publishers add "));

        assertEquals("added Somebody\n", publishers("add", command.split(" ")[2], "Somebody"));

        await("deployed stranger 1.0.0 signed by Somebody in ");
    }

    @Test
    void refusesWhoseTimeIsOver() throws Exception {
        Vendor expired = vendor("expired", Vendor.CODE_SIGNING + " -startdate -2y -validity 365");
        trust(expired);

        assertRefused("expired", expired.sign(app("expired")), "expected a certificate that is valid at 20");
        assertTrue(await("refused expired.jar: ").contains("; got CN=expired, valid from "));
    }

    @Test
    void refusesWhoIsRevoked() throws Exception {
        Vendor revoked = vendor("revoked", Vendor.CODE_SIGNING);
        trust(revoked);
        assertTrue(publishers("revoke", "revoked").startsWith("revoked "));

        assertRefused(
                "revoked",
                revoked.sign(app("revoked")),
                "expected a publisher that is not revoked, got CN=revoked with ");
    }

    @Test
    void refusesAKeyThatIsNotForCode() throws Exception {
        Vendor server = vendor("server", "-ext ExtendedKeyUsage=serverAuth");
        trust(server);

        assertRefused(
                "server",
                server.sign(app("server")),
                "expected a certificate for code signing (extended key usage codeSigning), got one of CN=server for ");
    }

    @Test
    void refusesTwoSigners() throws Exception {
        byte[] twice = vendor("second", Vendor.CODE_SIGNING).sign(vendor.sign(app("twice")));

        assertRefused("twice", twice, "expected one signature, got META-INF/");
    }

    @Test
    void saysAtEachStartAndInItsStatusThatItIsForDevelopment() throws Exception {
        Path other = Files.createDirectories(folder.resolve("development"));
        try (ContainerProcess open =
                new ContainerProcess(other, Conf.of("unsigned").signed())) {
            for (int start = 1; start <= 2; start++) {
                open.start();
                Files.write(other.resolve("apps/unsigned.jar"), app("unsigned"));
                Files.writeString(
                        other.resolve("conf/skywire-config.json"),
                        Conf.of("unsigned").toString());
                Product.await("unsigned", () -> says(open, "unsigned  1.0      bundle  embedded  running"));
                assertTrue(open.ask("status")
                        .contains("\nsignatures: development: apps that nobody has signed are taken;"
                                + " for all but development, set required\n"));
                open.stop();
                String log = Files.readString(other.resolve("data/log/skywire-osgi.0.log"));
                assertEquals(start, log.split("WARNING net.skywire.deploy  signatures: development: ").length - 1);
            }
        }
    }

    private static boolean says(ContainerProcess container, String text) {
        try {
            return container.ask("status").contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
