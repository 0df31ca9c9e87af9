package net.skywire.itest.arm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.skywire.itest.Conf;
import net.skywire.itest.ContainerProcess;

/** The assembled product on an emulated Java, started by its own script. The programs it starts are emulated as well. */
final class ArmContainer implements AutoCloseable {

    private static final Path PRODUCT = Path.of(System.getProperty("product"));
    private static final long LONGEST_SECONDS = 300;

    private final ArmJava java;
    private final ContainerProcess folder;
    private final Path programs;
    private final Path log;
    private Process process;

    /**
     * Does not start it.
     *
     * @param home see {@link InMemory}
     * @param programs a folder that programs can be run from
     */
    ArmContainer(ArmJava java, Path home, Path programs, Conf configuration) throws IOException {
        this.java = java;
        this.programs = programs;
        folder = new ContainerProcess(home, configuration);
        copyBundles();
        Files.createSymbolicLink(folder.home().resolve("samples"), PRODUCT.resolve("samples"));
        log = folder.home().resolve("run.log");
        Files.createDirectories(folder.home().resolve("apps"));
        Files.copy(
                PRODUCT.resolve("samples/publisher.pem"),
                Files.createDirectories(folder.home().resolve("conf/publishers"))
                        .resolve("samples.pem"));
        program("skywire-run", "skywire-run");
    }

    private void copyBundles() throws IOException {
        Path bundles = folder.home().resolve("bundles");
        Files.delete(bundles);
        Files.createDirectory(bundles);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PRODUCT.resolve("bundles"))) {
            for (Path each : all) {
                Files.copy(each, bundles.resolve(each.getFileName()));
            }
        }
    }

    /** The program for an ARM, which the kernel cannot run, as a script with {@code name} that does. */
    Path program(String program, String name) throws IOException {
        Path real = natives().resolve(program).toRealPath();
        String emulator = Files.readString(Path.of(java.java())).replaceAll("(?s).*exec (\\S+).*", "$1");
        Path script = programs.resolve(name);
        Files.writeString(script, "#!/bin/sh\nexec " + emulator + " -0 \"$0\" '" + real + "' \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path natives() {
        return PRODUCT.resolve("lib/native/linux-" + java.machine);
    }

    Path home() {
        return folder.home();
    }

    /** Makes the archive of classes. */
    void prepare() throws IOException, InterruptedException {
        process = command("cache").start();
        assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), () -> "makes no archive\n" + log());
        assertEquals(0, process.exitValue(), this::log);
    }

    void start() throws IOException {
        process = command("run").start();
    }

    private ProcessBuilder command(String word) {
        ProcessBuilder builder =
                new ProcessBuilder(folder.home().resolve("bin/skywire-osgi").toString(), word);
        builder.environment().put("JAVA_HOME", java.home().toString());
        builder.environment()
                .put("SKYWIRE_JAVA_OPTS", "-Dskywire.native=" + programs + " -Djava.library.path=" + natives());
        return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    void configure(Conf configuration) throws IOException {
        Path fresh = Files.writeString(folder.home().resolve("conf/fresh"), configuration + "\n");
        Files.move(fresh, folder.home().resolve("conf/skywire-config.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes an app away, and puts it there again once it is gone. */
    void redeploy(String sample) throws IOException {
        Files.delete(folder.home().resolve("apps/" + sample + ".jar"));
        await("the end of " + sample, () -> !statusMatches(sample + " .*"));
        drop(sample);
    }

    /** Puts a sample app where the container looks for apps. */
    void drop(String sample) throws IOException {
        Path fresh = Files.copy(
                PRODUCT.resolve("samples").resolve(sample + ".jar"),
                folder.home().resolve("apps/" + sample + ".new"));
        Files.move(fresh, folder.home().resolve("apps/" + sample + ".jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    void awaitLog(String text) {
        await("a line of its log with \"" + text + '"', () -> log().contains(text));
    }

    String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String ask(String words) throws IOException {
        return folder.ask(words);
    }

    /** @param pattern what the line of an app has to match */
    void awaitStatus(String pattern) {
        await("a line of status that matches " + pattern, () -> statusMatches(pattern));
    }

    private boolean statusMatches(String pattern) {
        try {
            return ask("status").lines().anyMatch(line -> line.matches(pattern));
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                EmulatorCrash.check(process.exitValue());
            }
            assertTrue(process.isAlive() && System.nanoTime() < deadline, () -> "in vain for " + what + "\n" + log());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** As an operator does. @return its exit code */
    int stop() throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), () -> "does not end\n" + log());
        EmulatorCrash.check(process.exitValue());
        return process.exitValue();
    }

    /** By signal 9, if it runs. */
    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly()
                    .onExit()
                    .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }
}
