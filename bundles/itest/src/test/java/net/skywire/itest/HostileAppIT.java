package net.skywire.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.skywire.host.AppState;
import net.skywire.host.AppStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Apps that do everything wrong, beside two that stream to one another. With {@code -Dhostile.full=true} a whole gigabyte
 * goes to the loop that nobody reads, and a frame is cut off at every byte of it.
 */
@Timeout(300)
class HostileAppIT {

    private static final boolean FULL = Boolean.getBoolean("hostile.full");
    private static final String MEGABYTES = FULL ? "1024" : "48";
    private static final int FRAME_LENGTH = 88;
    private static final String SCRIPT =
            Path.of("src/test/resources/hostile.py").toAbsolutePath().toString();

    /** Each that does wrong, and how it ends: by itself, or else for the reason that is said. */
    private static final Map<String, List<String>> WRONG = wrong();

    @TempDir
    Path home;

    private static Map<String, List<String>> wrong() {
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        wrong.put("length-0", List.of("length 0", "frame length 0 at byte"));
        wrong.put("length-1", List.of("length 1", "frame length 1 at byte"));
        wrong.put("early", List.of("early", "ended by itself"));
        wrong.put("stranger", List.of("stranger", "unexpected app"));
        wrong.put("thief", List.of("thief", "ended by itself"));
        wrong.put("many", List.of("many", "ended by itself"));
        wrong.put("flood", List.of("flood " + MEGABYTES, "ended by itself"));
        wrong.put("greedy", List.of("greedy", ""));
        wrong.put("pieces", List.of("pieces", "ended by itself"));
        IntStream cuts = FULL ? IntStream.range(1, FRAME_LENGTH) : IntStream.of(1, 2, 3, 4, 5, 50, FRAME_LENGTH - 1);
        cuts.forEach(at -> wrong.put("cut-" + at, List.of("cut " + at, "stream ended at byte")));
        return wrong;
    }

    @Test
    void disturbsNobodyAndLeavesNothing() throws Exception {
        Path stop = home.resolve("stop");
        Map<String, String> apps = new LinkedHashMap<>(Map.of("sink", "sink", "silent", "silent", "deaf", "deaf"));
        try (Product product = new Product(home, configuration(apps))) {
            for (String app : apps.keySet()) {
                product.awaitState(app, AppState.RUNNING);
            }
            apps.put("source", "source " + stop);
            product.configure(configuration(apps));
            product.awaitState("source", AppState.RUNNING);
            long pipes = pipes();
            Map<String, String> all = new LinkedHashMap<>(apps);

            for (String app : WRONG.keySet()) {
                all.put(app, WRONG.get(app).get(0));
                product.configure(configuration(all));
                Product.await("the end of " + app, () -> isOver(product.status(app)));
                String reason = product.status(app).reason();
                assertTrue(reason.startsWith(WRONG.get(app).get(1)), () -> app + ": " + reason);
                assertEquals(AppState.RUNNING, product.status("source").state(), "the stream goes on beside " + app);
            }

            Files.createFile(stop);
            Product.await("the end of the stream", () -> isOver(product.status("sink")));
            Product.await("the end of the source", () -> isOver(product.status("source")));
            assertEquals("ended by itself", product.status("sink").reason());
            assertEquals("ended by itself", product.status("source").reason());
            leavesNothing(product, apps, pipes);
        }
        assertTrue(ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }

    /** Four of the apps that behaved were there when the pipes were counted; two of them have ended since. */
    private static void leavesNothing(Product product, Map<String, String> apps, long pipesBefore) throws IOException {
        Product.await("no thread of an app that is gone", () -> Product.threads().stream()
                .noneMatch(thread -> WRONG.keySet().stream().anyMatch(app -> thread.endsWith("-" + app))));
        Product.await("no descriptor of an app that is gone", () -> pipes() <= pipesBefore);
        Map<String, String> again = new LinkedHashMap<>(Map.of("silent", "silent", "deaf", "deaf"));
        again.put("flood", "silent");
        again.put("length-0", "silent");

        product.configure(configuration(again));

        product.awaitState("flood", AppState.RUNNING);
        product.awaitState("length-0", AppState.RUNNING);
        assertEquals(port("flood"), product.status("flood").port().getAsInt());
    }

    private static boolean isOver(AppStatus status) {
        return status != null && (status.state() == AppState.STOPPED || status.state() == AppState.FAILED);
    }

    private static long pipes() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int port(String app) {
        return switch (app) {
            case "sink" -> 10;
            case "silent" -> 11;
            case "deaf" -> 12;
            default -> 100 + List.copyOf(WRONG.keySet()).indexOf(app);
        };
    }

    /** The one place that knows how processes are configured. */
    private static Conf configuration(Map<String, String> apps) {
        Conf configuration = Conf.of();
        apps.forEach((app, what) -> {
            List<String> command = new ArrayList<>(List.of("python3", SCRIPT, app));
            command.addAll(List.of(what.split(" ")));
            configuration.app(app + "=" + port(app)).process(app, command.toArray(String[]::new));
        });
        return configuration;
    }
}
