package net.skywire.node.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.skywire.app.PubKey;
import net.skywire.host.AppControl;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import net.skywire.node.config.AppSettings;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.exchange.NodeApp;
import net.skywire.node.port.PortTable;
import net.skywire.pipe.descriptor.ProcStat;
import net.skywire.pipe.frame.SendCodecs;
import net.skywire.pipe.jna.JnaLibC;

/** The app processes of a node in a folder: real ones, but the time before a restart passes at the test's word. */
final class RealProcesses implements AutoCloseable {

    static final Path NATIVE = ProcessRunner.folder(Path.of("../../native/target/native"));

    /** A pause that has begun. */
    record Begun(Duration length, Runnable action) {}

    private static final PubKey KEY = PubKey.parse("02" + "ab".repeat(32));

    private final Path home;
    private final Exchange exchange = new Exchange(KEY, new PortTable<>(NodeApp::name));
    private final Queue<Begun> pauses = new ConcurrentLinkedQueue<>();
    private final Processes processes;
    private volatile Instant now = Instant.EPOCH;

    RealProcesses(Path home) {
        this(home, NATIVE);
    }

    RealProcesses(Path home, Path nativeFolder) {
        this.home = home;
        processes =
                new Processes(exchange, ProcessRunner.in(nativeFolder), new SendCodecs(), home, () -> now, this::pause);
        processes.addProvider(new JnaLibC());
        await("the provider", processes::isReady);
    }

    private CompletableFuture<Void> pause(Runnable action, Duration length) {
        CompletableFuture<Void> called = new CompletableFuture<>();
        pauses.add(new Begun(length, () -> {
            if (!called.isCancelled()) {
                action.run();
            }
        }));
        return called;
    }

    /** Waits until an app is to be started again, lets the time pass, and says how long that would have been. */
    Duration passPause() {
        await("a pause", () -> !pauses.isEmpty());
        Begun begun = pauses.remove();
        processes.execute(begun.action());
        return begun.length();
    }

    /** How many apps are to be started again. */
    int pauses() {
        return pauses.size();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void configure(TestApp... apps) {
        Map<String, AppSettings> settings = new LinkedHashMap<>();
        for (TestApp app : apps) {
            settings.put(app.name(), app.settings());
        }
        processes.configure(new ProcessConfig(settings, "auto", "auto", home.resolve("apps"), home.resolve("local")));
    }

    Processes processes() {
        return processes;
    }

    Exchange exchange() {
        return exchange;
    }

    /** Null if there is no such app. */
    AppStatus status(String app) {
        return processes.apps().stream()
                .filter(status -> status.name().equals(app))
                .findFirst()
                .orElse(null);
    }

    AppStatus await(String app, AppState state) {
        await(
                app + " " + state + ", it is " + status(app),
                () -> status(app) != null && status(app).state() == state);
        return status(app);
    }

    /** The process of an app that runs. */
    ProcessHandle process(String app) {
        await(
                "a process of " + app,
                () -> status(app) != null && status(app).reason().contains("pid "));
        String reason = status(app).reason();
        String pid = reason.replaceAll(".*pid (\\d+).*", "$1");
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow(() -> new AssertionError(reason));
    }

    Path folder(String app) {
        return home.resolve("local").resolve(app).resolve("v1.0");
    }

    /** What an app has written to a file in its folder, once there is a whole line. */
    String written(String app, String file) throws IOException {
        Path path = folder(app).resolve(file);
        await(path.toString(), () -> Files.exists(path) && endsALine(path));
        return Files.readString(path).stripTrailing();
    }

    private static boolean endsALine(Path path) {
        try {
            return Files.readString(path).endsWith("\n");
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a process has ended, whoever has to wait for it. */
    static boolean hasEnded(ProcessHandle process) {
        return ProcStat.of(process.pid()).filter(ProcStat::runs).isEmpty();
    }

    /** Without the lines of ours. */
    List<String> log(String app) throws IOException {
        return processes.log(app, AppControl.MAX_LINES).stream()
                .filter(line -> !line.startsWith("--- "))
                .toList();
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain for " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Nothing may be left. */
    @Override
    public void close() {
        processes.close(Duration.ofSeconds(10));
        List<String> threads = threads();
        await("the end of threads " + threads, () -> threads().isEmpty());
        assertTrue(ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive), () -> ProcessHandle.current()
                .children()
                .map(child -> child.info().toString())
                .toList()
                .toString());
    }

    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("skywire-"))
                .toList();
    }
}
