package net.skywire.pipe.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.skywire.app.App;
import net.skywire.app.AppConfig;
import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import net.skywire.app.SkywireApp;
import net.skywire.app.spi.AppRunner;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.AppThreads;
import net.skywire.app.spi.NodeConnectors;

/**
 * Runs the app in a jar as a plain process, with the node's pipes on descriptors 3 and 4. It is the main class of app
 * jars: {@code java -jar APP.jar ARGUMENTS}. Started with several jars on the class path, it takes the app's as its first
 * argument. System properties {@code skywire.app.name} and {@code skywire.app.version}, or environment variables
 * {@code SKYWIRE_APP_NAME} and {@code SKYWIRE_APP_VERSION}, go before what the jar says.
 */
public final class AppProcess {

    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    /** With the time the node is given to hear of it, an end takes three seconds at most. */
    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    /** How long an app may still work on what came before its node was lost. */
    private static final Duration LONGEST_AFTER_NODE = Duration.ofSeconds(2);

    private AppProcess() {}

    /** Exit code 0 when the app or its node has ended, 1 with one line on standard error when something is wrong. */
    public static void main(String[] args) {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%1$tF %1$tT.%1$tL %4$-7s %3$s  %5$s%6$s%n");
        }
        try {
            Optional<String> fault = run(args);
            fault.ifPresent(AppProcess::complain);
            System.exit(fault.isEmpty() ? 0 : 1);
        } catch (IOException | IllegalArgumentException e) {
            complain(e.getMessage());
            System.exit(1);
        }
    }

    private static void complain(String message) {
        System.err.println("skywire-app: " + message);
    }

    private static Optional<String> run(String[] args) throws IOException {
        List<String> arguments = new ArrayList<>(Arrays.asList(args));
        AppJar jar = AppJar.read(jar(arguments));
        AppConfig config = config(jar);
        List<Object> parts = new ArrayList<>();
        for (AppComponent component : jar.components()) {
            parts.add(component.create());
        }
        AppThreads threads = new AppThreads(config.name());
        CompletableFuture<Optional<String>> end = new CompletableFuture<>();
        AtomicBoolean lost = new AtomicBoolean();
        Runnable onLost = () -> {
            lost.set(true);
            end.completeOnTimeout(Optional.empty(), LONGEST_AFTER_NODE.toMillis(), TimeUnit.MILLISECONDS);
        };
        App app = NodeConnectors.ofThisProcess().connect(new AppSeat(config, 0, threads, arguments, onLost));
        try (AppRunner runner = new AppRunner(app, threads, LONGEST_END, end::complete)) {
            Runtime.getRuntime().addShutdownHook(new Thread(runner::close, "skywire-end"));
            runner.start(of(parts, AppMain.class), of(parts, LoopHandler.class));
            return end.join().filter(fault -> !lost.get());
        }
    }

    private static <T> List<T> of(List<Object> parts, Class<T> type) {
        return parts.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Path jar(List<String> arguments) throws IOException {
        String classPath = System.getProperty("java.class.path");
        if (!classPath.contains(File.pathSeparator)) {
            return Path.of(classPath);
        }
        if (arguments.isEmpty()) {
            throw new IOException("expected an app's jar as the first argument, got none");
        }
        return Path.of(arguments.remove(0));
    }

    private static AppConfig config(AppJar jar) {
        return new AppConfig(setting(jar, "name", jar.symbolicName()), setting(jar, "version", numbers(jar.version())));
    }

    /** As the container has it: without the qualifier. */
    private static String numbers(String version) {
        if (version == null) {
            return null;
        }
        String[] parts = version.split("\\.");
        return String.join(".", Arrays.copyOf(parts, Math.min(3, parts.length)));
    }

    private static String setting(AppJar jar, String what, String absent) {
        String property = SkywireApp.PREFIX_ + what;
        String variable = property.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
        if (System.getProperty(property) != null) {
            return System.getProperty(property);
        }
        if (System.getenv(variable) != null) {
            return System.getenv(variable);
        }
        return jar.components().stream()
                .map(component -> component.properties().get(property))
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .orElse(absent);
    }
}
