package net.skywire.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Scenario;
import net.skywire.itest.AppJars;
import net.skywire.itest.EchoApp;

/** The minimal profile with nothing to do: its memory, what each further app takes, and how much it sleeps. */
public final class Idle implements Scenario {

    private static final int APPS = 50;
    private static final long SETTLE_MILLIS = 5_000;
    private static final long IDLE_SECONDS = Boolean.getBoolean("quick") ? 60 : 600;
    private static final String LAST_APP = "app echo" + (APPS - 1) + " ";

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Home home = Home.minimal(folder.resolve("minimal"));
        report.progress("an archive of classes is made");
        Started.until(Home.PONG, home.run()).close();
        double karaf;
        try (Started baseline = Started.until(Karaf.READY, Karaf.run())) {
            Thread.sleep(SETTLE_MILLIS);
            karaf = baseline.megabytes();
        }
        double alone;
        try (Started idle = Started.until(Home.PONG, home.run())) {
            Thread.sleep(SETTLE_MILLIS);
            alone = idle.megabytes();
            double goal = Runtime.version().feature() == 17 ? 50 : 58;
            report.row(new Row("start.rss", alone, "MB", karaf, Goal.valueAtMost(goal), 0));
            report.progress("idle for " + IDLE_SECONDS + " s");
            sleepiness(idle, report);
        }
        addApps(home);
        report.progress("an archive of classes is made for " + APPS + " more apps");
        Started.until(Home.PONG, home.run()).close();
        try (Started many = Started.until(LAST_APP, home.run())) {
            Thread.sleep(SETTLE_MILLIS);
            double each = (many.megabytes() - alone) / APPS;
            report.row(new Row("start.rss.per-app", each, "MB", alone, Goal.valueAtMost(0.3), 0));
        }
    }

    private static void sleepiness(Started idle, Report report) throws IOException, InterruptedException {
        double cpuBefore = idle.cpuMillisecondsNow();
        Map<Path, Long> sleepsBefore = idle.sleeps();
        Thread.sleep(IDLE_SECONDS * 1000);
        double share = (idle.cpuMillisecondsNow() - cpuBefore) / (IDLE_SECONDS * 1000) * 100;
        long most = idle.sleeps().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - sleepsBefore.getOrDefault(thread.getKey(), 0L))
                .max()
                .orElse(0);
        double wakeUps = (double) most / IDLE_SECONDS;
        report.row(new Row("start.idle-cpu", share, "%", 100, Goal.valueAtMost(0.1), 0));
        report.row(new Row("start.idle-wakeups", wakeUps, "1/s", 1, Goal.valueAtMost(1.1), 0));
    }

    private static void addApps(Home home) throws IOException {
        List<String> names =
                IntStream.range(0, APPS).mapToObj(at -> "echo" + at).toList();
        List<String> lines = new ArrayList<>(Files.readAllLines(home.folder().resolve("conf/profile")));
        lines.remove(0);
        for (String name : names) {
            Files.write(home.folder().resolve("apps/" + name + ".jar"), AppJars.of(EchoApp.class, name, "1.0.0"));
            lines.add("app apps/" + name + ".jar");
        }
        home.profile(lines);
        String apps = Stream.concat(Stream.of("helloworld-client"), names.stream())
                .map(name -> "{\"app\": \"" + name + "\", \"auto_start\": true}")
                .collect(Collectors.joining(", "));
        Files.writeString(
                home.folder().resolve("conf/skywire-config.json"),
                "{\"apps\": [{\"app\": \"helloworld-server\", \"auto_start\": true, \"port\": 10}, " + apps + "]}");
    }
}
