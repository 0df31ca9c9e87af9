package net.skywire.itest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.skywire.app.Addr;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.Loop;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;

/** Many apps at one node, bundles and processes, each of which gives back what it gets. */
public final class Crowd {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String CALLER = "caller";

    private final Path program;
    private final List<String> bundles;
    private final List<String> processes;

    /** @param home the product's folder, or the one that is to be it */
    public Crowd(Path home, int bundles, int processes) throws IOException {
        this.program = peerProgram(home);
        this.bundles = names("bundle-", bundles);
        this.processes = names("process-", processes);
    }

    /** Puts a small app in Perl into {@code folder}: {@code peer.pl NAME echo|sink [WINDOW]}. */
    public static Path peerProgram(Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve("peer.pl");
        try (InputStream text = Crowd.class.getResourceAsStream("peer.pl")) {
            Files.write(file, text.readAllBytes());
        }
        return file;
    }

    private static List<String> names(String stem, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(each -> stem + each).toList();
    }

    public List<String> bundles() {
        return bundles;
    }

    public List<String> processes() {
        return processes;
    }

    /** The node's configuration with all on its list, and no process. */
    public Conf bundlesAlone() {
        return configuration(List.of());
    }

    /** As {@link #bundlesAlone}, with the processes. */
    public Conf withProcesses() {
        return configuration(processes);
    }

    private Conf configuration(List<String> running) {
        Conf settings = Conf.of().app(CALLER);
        bundles.forEach(settings::app);
        processes.forEach(settings::app);
        running.forEach(name -> settings.process(name, "perl", program.toString(), name, "echo"));
        return settings;
    }

    public void drop(Product product) throws IOException {
        for (String name : bundles) {
            product.put(AppJars.of(EchoApp.class, name, "1.0.0"), "apps/" + name + ".jar");
        }
    }

    public void remove(Product product) throws IOException {
        for (String name : bundles) {
            product.remove(name + ".jar");
        }
    }

    /** Waits until all {@code names} run, and plays one ping-pong with each. */
    public void pingPong(Product product, List<String> names) throws IOException {
        Product.await(names.size() + " apps running", () -> runs(product.statuses(), names));
        Map<String, AppStatus> statuses = product.statuses();
        try (App caller = product.node().connect(new AppConfig(CALLER, "1.0"))) {
            for (String name : names) {
                OptionalInt port = statuses.get(name).port();
                pingPong(caller, new Addr(caller.addr().orElseThrow().key(), port.getAsInt()));
            }
        }
    }

    public static boolean runs(Map<String, AppStatus> statuses, List<String> names) {
        return names.stream()
                .map(statuses::get)
                .allMatch(status -> status != null && status.state() == AppState.RUNNING);
    }

    private static void pingPong(App caller, Addr remote) throws IOException {
        byte[] ping = "ping".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        ByteBuffer echo = ByteBuffer.allocate(ping.length);
        try (Loop loop = caller.dial(remote, LONGEST)) {
            loop.setReadTimeout(LONGEST);
            loop.write(ByteBuffer.wrap(ping));
            loop.read(echo);
        }
        if (!Arrays.equals(ping, echo.array())) {
            throw new IOException("expected " + remote + " to give back a ping, got something else");
        }
    }
}
