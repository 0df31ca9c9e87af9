package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A node outside of the container, as a process in another language; it starts apps as a Go node does. */
public final class OutsideNode implements AutoCloseable {

    /** Of its address; helloworld's server has port 10. */
    public static final String KEY = "02" + "11".repeat(32);

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    /** @param home of the container that apps are handed to */
    public OutsideNode(Path home) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "python3",
                Path.of("src/test/resources/outside_node.py").toAbsolutePath().toString());
        builder.environment()
                .put("SKYWIRE_ATTACH_SOCKET", home.resolve("data/attach.sock").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The program that takes an app's place, as the node's folder of apps would have it. */
    static Path shim(Path folder, String app, String version) throws IOException {
        Path link = folder.resolve(app + ".v" + version);
        return Files.exists(link) ? link : Files.createSymbolicLink(link, shim());
    }

    private static Path shim() throws IOException {
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
        return Product.ASSEMBLED.resolve("lib/native/linux-" + machine + "/skywire-attach");
    }

    /** @return its process */
    public ProcessHandle start(String app, String version, int port, Path program, String... arguments)
            throws IOException {
        String started =
                tell("start " + app + ' ' + version + ' ' + port + ' ' + program + ' ' + String.join(" ", arguments));
        assertTrue(started.startsWith("started "), started);
        return ProcessHandle.of(Long.parseLong(started.substring("started ".length())))
                .orElseThrow();
    }

    /** Waits for a program's end. @return its exit code, and the last line it has said */
    public String await(String app) throws IOException {
        return tell("await " + app).substring("ended ".length());
    }

    void signal(String app, int signal) throws IOException {
        assertEquals("sent", tell("signal " + app + ' ' + signal));
    }

    /** Closes the app's pipes. */
    void drop(String app) throws IOException {
        assertEquals("dropped", tell("drop " + app));
    }

    private String tell(String command) throws IOException {
        commands.write(command.strip() + '\n');
        commands.flush();
        String answer = answers.readLine();
        assertTrue(answer != null, "the outside node has ended at: " + command);
        return answer;
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Ends it and whatever it has left. */
    @Override
    public void close() {
        try (Stream<ProcessHandle> apps = process.descendants()) {
            apps.toList().forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
