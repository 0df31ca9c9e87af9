package net.skywire.itest;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The assembled product as a process of its own, in a folder of its own, started by its launcher. */
public final class ContainerProcess implements AutoCloseable {

    private static final Path ASSEMBLED = Path.of(System.getProperty("product"));
    private static final List<String> SHARED = List.of("bin", "bundles", "lib", "profiles");
    private static final long LONGEST_SECONDS = 60;

    private final Path home;
    private Process process;

    /** Does not start it. */
    public ContainerProcess(Path home, Conf configuration) throws IOException {
        this.home = home.toRealPath();
        for (String shared : SHARED) {
            Files.createSymbolicLink(
                    home.resolve(shared), ASSEMBLED.resolve(shared).toRealPath());
        }
        Files.writeString(
                Files.createDirectories(home.resolve("conf")).resolve("skywire-config.json"), configuration + "\n");
    }

    public Path home() {
        return home;
    }

    /** Adds a bundle to those of the product. */
    void addBundle(byte[] jar) throws IOException {
        Path bundles = Files.createDirectory(home.resolve("with-own"));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(home.resolve("bundles"))) {
            for (Path each : all) {
                Files.copy(each, bundles.resolve(each.getFileName()));
            }
        }
        Files.write(bundles.resolve("own.jar"), jar);
        Files.delete(home.resolve("bundles"));
        Files.createSymbolicLink(home.resolve("bundles"), bundles);
        Files.writeString(home.resolve("conf/profile"), "include standard\nbundle own\n");
    }

    /** Comes back when it is ready. */
    public void start() throws IOException {
        start(Map.of());
    }

    /**
     * As {@link #start()}.
     *
     * @param environment beside that of this process, without what systemd has for this
     */
    void start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-Djava.util.logging.manager=net.skywire.launcher.LastingLogManager",
                "-jar",
                home.resolve("lib/launcher.jar").toString(),
                home.toString(),
                home.toString(),
                "",
                "daemon",
                home.resolve("conf/skywire-config.json").toString());
        builder.environment().keySet().removeAll(Set.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"));
        builder.environment().putAll(environment);
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader lines = process.inputReader();
        if (!"ready".equals(lines.readLine())) {
            throw new IOException("expected a container that is ready, found one that ends");
        }
    }

    /** By signal 9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    /** As an operator does. */
    public boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    /** What there is to say when a command is run, and what its exit code is: lines, each after a word for what it is. */
    private String run(List<String> words) throws IOException {
        byte[] texts = ("/\0" + String.join("\0", words) + '\0').getBytes(StandardCharsets.UTF_8);
        ByteBuffer request = ByteBuffer.allocate(Integer.BYTES + texts.length)
                .putInt(texts.length)
                .put(texts)
                .flip();
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(home.resolve("data/control.sock")))) {
            socket.write(request);
            return new String(Channels.newInputStream(socket).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * What an operator is told.
     *
     * @param words with one space between them
     * @throws IOException if the command fails; the message says why
     */
    public String ask(String words) throws IOException {
        String answer = run(List.of(words.split(" ")));
        if (!answer.endsWith("exit 0\n")) {
            throw new IOException(answer);
        }
        return answer.lines()
                .filter(line -> line.startsWith("out "))
                .map(line -> line.substring("out ".length()) + '\n')
                .collect(Collectors.joining());
    }

    /** The process of an app that is at work on its port; empty if there is none. */
    public Optional<ProcessHandle> running(String app, int port) {
        try {
            Pattern line = Pattern.compile("^" + app + " .* running +" + port + " +pid (\\d+)", Pattern.MULTILINE);
            Matcher found = line.matcher(ask("status"));
            return found.find() ? ProcessHandle.of(Long.parseLong(found.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How many descriptors the container has open. */
    public int descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + process.pid(), "fd"))) {
            return (int) all.count();
        }
    }

    /** The names of the container's threads, each as the kernel has it: its first 15 characters. */
    public List<String> threads() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/" + process.pid(), "task"))) {
            for (Path each : all) {
                names.add(nameOf(each));
            }
        }
        return names;
    }

    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    /** Processes that work below this container's folder, whoever has started them. */
    public List<String> strays() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path each : all) {
                if (worksHere(each)) {
                    found.add(each + " "
                            + Files.readString(each.resolve("cmdline")).replace('\0', ' '));
                }
            }
        }
        return found;
    }

    private boolean worksHere(Path each) {
        try {
            return Files.readSymbolicLink(each.resolve("cwd")).startsWith(home);
        } catch (IOException e) {
            return false; // it has ended, or is another user's
        }
    }

    /** By signal 9, if it runs. */
    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroyForcibly();
        }
        for (String shared : SHARED) {
            Files.deleteIfExists(home.resolve(shared));
        }
    }
}
