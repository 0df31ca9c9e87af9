package net.skywire.repository.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.skywire.deploy.signature.SignatureMode;
import net.skywire.repository.Vendor;
import net.skywire.repository.WebServer;
import net.skywire.repository.index.Channel;
import net.skywire.repository.index.Index;
import net.skywire.repository.place.Location;
import net.skywire.repository.publish.Publishing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node's repositories ... */
class RepositoriesTest {

    private static final String XML =
            "<repository xmlns='http://www.osgi.org/xmlns/repository/v1.0.0' name='x' increment='%s'/>";

    @TempDir
    Path temporary;

    private Path published;
    private Path publishers;
    private WebServer server;
    private SignatureMode mode = SignatureMode.REQUIRED;

    @BeforeEach
    void start() throws Exception {
        published = Files.createDirectories(temporary.resolve("published"));
        publishers = temporary.resolve("publishers");
        Vendor.ALICE.trustIn(publishers);
        server = new WebServer(published);
        server.setTag("");
        publish("1.0.0");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void publish(String version) throws Exception {
        Vendor.ALICE.publish(published, "stable", Vendor.bundle("net.example.chat", version, 10));
    }

    private Repositories repositories() {
        return new Repositories(temporary.resolve("data"), new Trust(publishers, mode));
    }

    private Configured add() throws Exception {
        Location location = Location.of(server.url(), false, temporary);
        return repositories().add(new Configured("web", location, Channel.BETA, 0, "", ""));
    }

    private String refusedRefresh() {
        return assertThrows(IOException.class, () -> repositories().refresh("web"))
                .getMessage();
    }

    private int versions() throws IOException {
        return repositories().index(repositories().get("web")).releases().size();
    }

    @Test
    void areThereAgainInTheNextRun() throws Exception {
        Configured added = add();

        assertEquals(List.of(added), repositories().all());
        assertEquals("alice", added.publisher());
        assertEquals(Channel.BETA, added.channel());
        assertEquals(1, versions());
    }

    @Test
    void takeANewerIndexAndNoOlderOne() throws Exception {
        Path old = Files.copy(published.resolve("index.jar"), temporary.resolve("old.jar"));
        add();
        publish("1.1.0");
        Configured seen = repositories().refresh("web");
        assertEquals(2, versions());

        Files.copy(old, published.resolve("index.jar"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertTrue(refusedRefresh()
                .startsWith("index.jar of repository web: expected increment " + seen.increment() + " or more"));
        assertEquals(2, versions(), "the last good one stays");
        repositories().remove("web");
        add();
        assertEquals(1, versions(), "who removes it has decided");
    }

    @Test
    void fetchAnIndexOnlyIfItHasChanged() throws Exception {
        server.setTag("\"one\"");
        add();
        server.set((exchange, content) -> {
            assertEquals("\"one\"", exchange.getRequestHeaders().getFirst("If-None-Match"));
            return false;
        });
        repositories().refresh("web");

        Files.delete(temporary.resolve("data/web/index.jar"));
        server.set((exchange, content) -> {
            assertEquals(null, exchange.getRequestHeaders().getFirst("If-None-Match"));
            return false;
        });
        repositories().refresh("web");
        assertEquals(1, versions());
    }

    @Test
    void refuseAnIndexThatIsNotSignedAsApps() throws Exception {
        add();
        Files.write(published.resolve("index.jar"), indexJar(XML.formatted("9999999999999"), "index.xml"));
        assertEquals(
                "index.jar of repository web: expected a jar signed by a publisher in " + publishers
                        + ", got one that is not signed",
                refusedRefresh());

        mode = SignatureMode.DEVELOPMENT;
        assertEquals("", repositories().refresh("web").publisher());

        assertThrows(AssertionError.class, () -> Vendor.MALLORY.signIndex(published), "she is told of Alice's jar");
        assertTrue(refusedRefresh().startsWith("index.jar of repository web: expected a publisher in "));
        assertEquals(0, versions());
    }

    @Test
    void refuseAnIndexWhoseSignerIsTrustedNoLonger() throws Exception {
        add();
        Files.delete(publishers.resolve("alice.pem"));

        assertTrue(assertThrows(IOException.class, this::versions).getMessage().contains("expected a publisher in "));
    }

    private static byte[] indexJar(String xml, String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String name : names) {
                jar.putNextEntry(new JarEntry(name));
                jar.write(xml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void refuseWhatIsNoIndex() throws Exception {
        add();
        String big = XML.formatted("1") + " ".repeat(Index.MAX_LENGTH);
        byte[][] wrong = {
            {},
            "<html>".getBytes(),
            indexJar("", "other.xml"),
            indexJar(big, "index.xml"),
            indexJar("", "index.xml"),
            indexJar(XML.formatted("1"), "index.xml", "more.xml"),
            indexJar(
                    "",
                    "META-INF/1",
                    "META-INF/2",
                    "META-INF/3",
                    "META-INF/4",
                    "META-INF/5",
                    "META-INF/6",
                    "index.xml",
                    "META-INF/8")
        };
        mode = SignatureMode.DEVELOPMENT;
        for (byte[] each : wrong) {
            Files.write(published.resolve("index.jar"), each);
            refusedRefresh();
        }
        assertEquals(1, versions());
        try (Stream<Path> files = Files.list(temporary.resolve("data/web"))) {
            assertEquals(2, files.count(), "nothing is left behind");
        }
    }

    @Test
    void refuseAnIndexThatNeverEnds() throws Exception {
        add();
        server.set((exchange, content) -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[64 * 1024]);
                }
            } catch (IOException e) {
                return true;
            }
        });

        assertEquals("expected an index of up to 16777216 bytes, got more", refusedRefresh());
    }

    @Test
    void areNoMoreThanSoManyAndEachHasANameOfItsOwn() throws Exception {
        add();
        assertEquals(
                "there is a repository web already",
                assertThrows(IOException.class, this::add).getMessage());
        assertEquals(1, versions());
        Location location = Location.of(published.toString(), false, temporary);
        for (int number = 1; number < Repositories.MAX_REPOSITORIES; number++) {
            new RepositoryFolder(temporary.resolve("data"))
                    .write(new Configured("r" + number, location, Channel.STABLE, 0, "", ""));
        }
        var thrown = assertThrows(IOException.class, () -> repositories()
                .add(new Configured("more", location, Channel.STABLE, 0, "", "")));
        assertEquals("expected up to 64 repositories, got one more", thrown.getMessage());

        repositories().remove("r1");
        repositories().add(new Configured("more", location, Channel.STABLE, 0, "", ""));
    }

    @Test
    void makeRoomForJarsBeforeTheDiskIsFull() throws Exception {
        Path jars = Files.createDirectories(temporary.resolve("jars"));
        for (int number = 1; number <= 3; number++) {
            Path file = Files.write(jars.resolve(number + ".jar"), new byte[100]);
            Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(number * 1000L));
        }

        StoredJars.makeRoom(jars, StoredJars.MAX_LENGTH - 300);
        try (Stream<Path> files = Files.list(jars)) {
            assertEquals(3, files.count());
        }

        StoredJars.makeRoom(jars, StoredJars.MAX_LENGTH - 299);
        assertTrue(Files.notExists(jars.resolve("1.jar")));
        assertTrue(Files.exists(jars.resolve("2.jar")));
    }

    @Test
    void followWhatAVendorPromotes() throws Exception {
        Vendor.ALICE.publish(published, "beta", Vendor.bundle("net.example.chat", "2.0.0", 10));
        Publishing.run("promote", published.toString(), "net.example.chat@2.0.0");
        Vendor.ALICE.signIndex(published);

        Configured added = add();

        assertTrue(repositories().index(added).releases().stream()
                .allMatch(release -> release.channel() == Channel.STABLE));
    }
}
