package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each profile, started by the operator's command; and the archive of classes from which they start. */
@Timeout(180)
class ProfilesIT {

    private static final List<String> SAMPLES = List.of("helloworld-server", "helloworld-client");
    private static final String READY = " ready in ";
    private static final String PONG = "helloworld-client  pong from ";
    private static final long LONGEST_SECONDS = 120;

    @TempDir
    Path folder;

    private Path home;
    private Process process;

    @BeforeEach
    void unpack() throws IOException {
        home = folder.resolve("product");
        Unpacked.into(home);
        Product.trustSamples(home);
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void minimalHasFixedAppsAndSaysWhatItLacks() throws Exception {
        Files.writeString(
                home.resolve("conf/profile"),
                "include minimal\napp samples/helloworld-server.jar\napp samples/helloworld-client.jar\n");

        List<String> said = runUntil(PONG, "off", "");

        assertTrue(
                said.stream()
                        .anyMatch(line -> line.endsWith("by its profile without: attach, deploy, repository, shell")),
                said::toString);
        Process status = command("status").start();
        assertEquals(
                "skywire-osgi: runs, pid " + process.pid() + ", but cannot be asked: its profile has no shell, or "
                        + home.toRealPath() + "/data/control.sock was deleted\n",
                new String(status.getErrorStream().readAllBytes()));
        assertEquals(1, status.waitFor());
    }

    @Test
    void standardRunsInAHeapOf64Megabytes() throws Exception {
        drop();

        List<String> said = runUntil(PONG, "off", "-Xmx64m");

        assertTrue(said.stream().noneMatch(line -> line.contains("by its profile without")), said::toString);
    }

    @Test
    void labStartsWithoutATerminalToo() throws Exception {
        Files.writeString(home.resolve("conf/profile"), "include lab\n");

        runUntil(READY, "off", "");

        Process status = command("status").start();
        assertEquals(0, status.waitFor());
    }

    @Test
    void startsFromAnArchiveAndMakesItAnewWhenABundleChanges() throws Exception {
        drop();
        runUntil(PONG, "on", "");
        Path first = archive();
        assertTrue(isMapped(first), "the archive is in use");
        end();

        runUntil(PONG, "on", "");
        assertEquals(first, archive());
        end();

        Files.setLastModifiedTime(home.resolve("bundles/app.jar"), FileTime.fromMillis(1_700_000_000_000L));
        runUntil(PONG, "on", "");

        assertNotEquals(first, archive());
        assertTrue(isMapped(archive()), "the new archive is in use");
    }

    @Test
    void startsWithAnArchiveThatIsDamaged() throws Exception {
        drop();
        Process cache = command("cache").start();
        assertEquals(0, cache.waitFor());
        Path damaged = Files.writeString(folder.resolve("damaged"), "not an archive");
        Files.move(damaged, archive(), StandardCopyOption.REPLACE_EXISTING);

        runUntil(PONG, "on", "");
    }

    @Test
    void preparesItsStartWithoutSampleAppsToo() throws Exception {
        try (Stream<Path> samples = Files.list(home.resolve("samples"))) {
            for (Path sample : samples.toList()) {
                Files.delete(sample);
            }
        }

        Process cache = command("cache").start();

        assertEquals(0, cache.waitFor());
        assertTrue(Files.size(archive()) > 0);
    }

    @Test
    void preparesItsStartWithAJavaThatIsNamedFromTheWorkingDirectory() throws Exception {
        Files.createSymbolicLink(folder.resolve("jdk"), Path.of(System.getProperty("java.home")));
        ProcessBuilder cache = command("cache").directory(folder.toFile());
        cache.environment().put("JAVA_HOME", "jdk");

        assertEquals(0, cache.start().waitFor());
        assertTrue(Files.size(archive()) > 0);
    }

    @Test
    void preparesTwoFirstStartsAtOnce() throws Exception {
        drop();
        Path left = Files.createDirectories(home.resolve("data/cache/preparing." + endedPid()));
        Process one = command("start").start();
        Process other = command("start").start();
        int codes = one.waitFor() + other.waitFor();
        Process stop = command("stop").start();

        assertEquals(1, codes, "one runs, the other is refused");
        assertEquals(0, stop.waitFor());
        Path made = archive();
        runUntil(PONG, "on", "");
        assertEquals(made, archive());
        assertTrue(isMapped(made), "the archive is in use");
        assertFalse(Files.exists(left), "what an interrupted one has left is gone");
        try (Stream<Path> files = Files.list(home.resolve("data/cache"))) {
            assertEquals(2, files.count(), "the archive and the log");
        }
    }

    @Test
    void preparesTheStartOfTheProfileThatIsNamed() throws Exception {
        drop();
        Path mine =
                Files.writeString(home.resolve("mine.profile"), "include minimal\napp apps/helloworld-server.jar\n");
        Process cache = command("cache", "--profile", mine.toString()).start();
        assertEquals(0, cache.waitFor());
        Path made = archive();

        runUntil(READY, "on", "", "--profile", mine.toString());

        assertEquals(made, archive());
        assertTrue(isMapped(made), "the archive is in use");
    }

    @Test
    void saysWhichProfileItCannotPrepareFor() throws Exception {
        Process cache = command("cache", "--profile", "big").start();

        assertEquals(
                "skywire-osgi: expected a profile in " + home.toRealPath()
                        + "/profiles or the path of a file, found \"big\"\n",
                new String(cache.getErrorStream().readAllBytes()));
        assertEquals(1, cache.waitFor());
    }

    private static long endedPid() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private void drop() throws IOException {
        for (String sample : SAMPLES) {
            Files.copy(home.resolve("samples/" + sample + ".jar"), home.resolve("apps/" + sample + ".jar"));
        }
    }

    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("data/cache"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("classes-"))
                    .reduce((one, other) -> {
                        throw new IllegalStateException("expected one archive, found " + one + " and " + other);
                    })
                    .orElseThrow();
        }
    }

    private boolean isMapped(Path file) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/maps"))
                .contains(file.getFileName().toString());
    }

    /** Runs the container in the foreground. */
    private List<String> runUntil(String text, String cache, String options, String... words) throws IOException {
        ProcessBuilder builder = command(
                        Stream.concat(Stream.of("run"), Stream.of(words)).toArray(String[]::new))
                .redirectErrorStream(true);
        builder.environment().put("SKYWIRE_CACHE", cache);
        builder.environment().put("SKYWIRE_JAVA_OPTS", options);
        process = builder.start();
        List<String> said = new ArrayList<>();
        BufferedReader lines = process.inputReader();
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS));
        String line = lines.readLine();
        while (line != null && !line.contains(text)) {
            said.add(line);
            line = lines.readLine();
        }
        late.cancel(false);
        assertTrue(line != null, () -> "expected \"" + text + "\", got " + said);
        return said;
    }

    private ProcessBuilder command(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.add(0, home.resolve("bin/skywire-osgi").toString());
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }
}
