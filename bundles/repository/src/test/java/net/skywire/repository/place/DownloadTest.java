package net.skywire.repository.place;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.skywire.repository.WebServer;
import net.skywire.repository.index.Channel;
import net.skywire.repository.index.Release;
import org.apache.felix.utils.resource.ResourceImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

/** A download ... */
@Timeout(60)
class DownloadTest {

    private static final int LENGTH = 300_000;

    @TempDir
    Path temporary;

    private final List<String> progress = new ArrayList<>();
    private final byte[] content = new byte[LENGTH];
    private Path published;
    private Path jars;
    private Release release;
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        new Random(1).nextBytes(content);
        published = Files.createDirectories(temporary.resolve("published"));
        jars = temporary.resolve("jars");
        Path jar = Files.write(published.resolve("chat.jar"), content);
        release = release(Download.digest(jar), LENGTH);
        server = new WebServer(published);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Release release(String digest, long length) {
        return new Release(
                "net.example.chat",
                new Version("1.0.0"),
                Channel.STABLE,
                "chat.jar",
                digest,
                length,
                "",
                new ResourceImpl());
    }

    private Download download() {
        return new Download(place(Duration.ofSeconds(20)), jars);
    }

    private Place place(Duration timeout) {
        return Location.of(server.url(), false, temporary).open(timeout);
    }

    private void assertFetched() throws Exception {
        Path jar = download().fetch(release, progress::add);
        assertArrayEquals(content, Files.readAllBytes(jar));
        assertEquals(List.of(release.digest() + ".jar"), files());
    }

    private String refusal(Release of) {
        return assertThrows(IOException.class, () -> download().fetch(of, progress::add))
                .getMessage();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(jars)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Answers with so much of the file, and breaks the connection. */
    private static WebServer.Fault breaksAfter(int length, AtomicInteger times) {
        return (exchange, bytes) -> {
            if (times.getAndDecrement() <= 0) {
                return false;
            }
            exchange.getResponseHeaders().set("ETag", "\"one\"");
            exchange.sendResponseHeaders(200, bytes.length);
            OutputStream out = exchange.getResponseBody();
            out.write(bytes, 0, length);
            out.flush();
            return true;
        };
    }

    @Test
    void bringsTheFileAndDoesNotFetchItTwice() throws Exception {
        assertFetched();
        assertFetched();

        assertEquals(List.of("chat.jar"), server.requests());
        assertEquals(List.of("net.example.chat 1.0.0: fetching 300000 bytes"), progress);
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        server.set(breaksAfter(100_000, new AtomicInteger(1)));

        assertFetched();

        assertEquals(List.of("chat.jar", "chat.jar bytes=100000-"), server.requests());
    }

    @Test
    void goesOnInAnotherRunWithAllThatIsThere() throws Exception {
        Files.createDirectories(jars);
        Files.write(jars.resolve(release.digest() + ".part"), Arrays.copyOf(content, 200_000));

        assertFetched();

        assertEquals(List.of("chat.jar bytes=200000-"), server.requests());
    }

    @Test
    void beginsAnewWhereTheFileHasChangedMeanwhile() throws Exception {
        server.set((exchange, bytes) -> {
            boolean broke = breaksAfter(100_000, new AtomicInteger(1)).answer(exchange, new byte[LENGTH]);
            server.set((next, all) -> false);
            server.setTag("\"two\"");
            return broke;
        });

        assertFetched();

        assertEquals(List.of("chat.jar", "chat.jar bytes=100000-"), server.requests());
    }

    @Test
    void beginsAnewWhereWhatWasThereIsOfAnotherFile() throws Exception {
        Files.createDirectories(jars);
        Files.write(jars.resolve(release.digest() + ".part"), new byte[200_000]);

        assertFetched();

        assertEquals(List.of("chat.jar bytes=200000-", "chat.jar"), server.requests());
    }

    @Test
    void keepsWhatCameIfTheConnectionBreaksAgainAndAgain() throws Exception {
        server.set((exchange, bytes) -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-299999/300000");
            exchange.sendResponseHeaders(from == 0 ? 200 : 206, LENGTH - from);
            exchange.getResponseBody().write(bytes, from, 10_000);
            exchange.getResponseBody().flush();
            return true;
        });

        assertTrue(refusal(release)
                .startsWith(
                        "net.example.chat 1.0.0: expected 300000 bytes, got 50000; the rest is fetched when it is"));
        assertEquals(Download.ATTEMPTS, server.requests().size());

        server.set((exchange, bytes) -> false);
        assertFetched();
        assertEquals("chat.jar bytes=50000-", server.requests().get(Download.ATTEMPTS));
    }

    @Test
    void endsAServerThatNeverEnds() throws Exception {
        server.set((exchange, bytes) -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(bytes);
                }
            } catch (IOException e) {
                return true;
            }
        });

        assertEquals(
                "net.example.chat 1.0.0: expected 300000 bytes, got more; nothing of it is kept", refusal(release));
        assertEquals(0, Files.size(jars.resolve(release.digest() + ".part")));
    }

    @Test
    void refusesAnotherSizeAndAnotherDigest() throws Exception {
        assertTrue(refusal(release(release.digest(), LENGTH + 1)).contains(": expected 300001 bytes, got 300000;"));
        Release other = release("ab".repeat(32), LENGTH);

        assertEquals(
                "net.example.chat 1.0.0: expected a jar with SHA-256 " + other.digest() + ", got one with "
                        + release.digest(),
                refusal(other));
        assertFalse(Files.exists(jars.resolve(other.digest() + ".jar")));
        assertFalse(Files.exists(jars.resolve(other.digest() + ".part")));
    }

    @Test
    void fetchesNothingThatIsTooLong() throws Exception {
        assertEquals(
                "net.example.chat 1.0.0: expected up to 67108864 bytes, the index has it with 67108865",
                refusal(release("ab".repeat(32), Download.MAX_LENGTH + 1)));
        assertEquals(List.of(), server.requests());
        refusal(release("ab".repeat(32), Download.MAX_LENGTH));
        assertFalse(server.requests().isEmpty());
    }

    @Test
    void givesUpOnAServerThatSaysNothing() throws Exception {
        server.set((exchange, bytes) -> {
            server.stall();
            return true;
        });
        Download download = new Download(place(Duration.ofMillis(300)), jars);

        var thrown = assertThrows(IOException.class, () -> download.fetch(release, progress::add));

        assertTrue(thrown.getMessage().contains("Read timed out"), thrown.getMessage());
    }

    @Test
    void givesUpOnAServerThatIsTooSlow() throws Exception {
        Pace pace = new Pace(Duration.ofSeconds(-10), 1L << 40);
        Download download = new Download(place(Duration.ofSeconds(20)), jars, pace);

        var thrown = assertThrows(IOException.class, () -> download.fetch(release, progress::add));

        assertTrue(thrown.getMessage().contains("expected 1099511627776 bytes a second or more"), thrown.getMessage());
    }

    @Test
    void endsWhenItIsInterrupted() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        server.set((exchange, bytes) -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, 1000);
            exchange.getResponseBody().flush();
            began.countDown();
            server.stall();
            return true;
        });
        List<Throwable> thrown = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                new Download(place(Duration.ofSeconds(1)), jars).fetch(release, progress::add);
            } catch (IOException | InterruptedException e) {
                thrown.add(e);
            }
        });
        thread.start();
        began.await();

        thread.interrupt();
        thread.join();

        assertEquals(InterruptedException.class, thrown.get(0).getClass());
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        Files.delete(published.resolve("chat.jar"));

        assertEquals("expected a file at " + server.url() + "chat.jar, found none", refusal(release));

        server.set((exchange, bytes) -> {
            exchange.sendResponseHeaders(500, -1);
            return true;
        });
        assertTrue(refusal(release).endsWith(": expected HTTP status 200, got 500"));
    }

    @Test
    void comesFromAFolderTooAndGoesOnThere() throws Exception {
        Files.createDirectories(jars);
        Files.write(jars.resolve(release.digest() + ".part"), Arrays.copyOf(content, 200_000));
        Download download = new Download(new FolderPlace(published), jars);

        assertArrayEquals(content, Files.readAllBytes(download.fetch(release, progress::add)));

        Files.delete(jars.resolve(release.digest() + ".jar"));
        Files.move(published, temporary.resolve("gone"));
        var thrown = assertThrows(IOException.class, () -> download.fetch(release, progress::add));
        assertEquals("expected folder " + published + ", found none; is the medium mounted?", thrown.getMessage());
    }

    @Test
    void doesNotFollowLinksOutOfAFolder() throws Exception {
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Files.delete(published.resolve("chat.jar"));
        Files.createSymbolicLink(published.resolve("chat.jar"), secret);
        Download download = new Download(new FolderPlace(published), jars);

        var thrown = assertThrows(IOException.class, () -> download.fetch(release, progress::add));

        assertEquals("expected a file in " + published + ", chat.jar leads out of it", thrown.getMessage());
    }
}
