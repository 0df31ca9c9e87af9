package net.skywire.benchmarks.start;

import java.io.IOException;
import java.nio.file.Path;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Samples;
import net.skywire.benchmarks.Scenario;

/** The product as an operator starts it, from its archive of classes, until its apps have played; against Karaf, warm. */
public final class FirstPong implements Scenario {

    private static final int ROUNDS = Boolean.getBoolean("quick") ? 3 : 9;
    private static final double A_QUARTER = 0.25;

    private static final class Times {
        final Samples wall = new Samples();
        final Samples cpu = new Samples();
        final Samples wallRatio = new Samples();
        final Samples cpuRatio = new Samples();

        void add(Started ours, Started karaf) {
            wall.add(ours.milliseconds());
            cpu.add(ours.cpuMilliseconds());
            wallRatio.add(ours.milliseconds() / karaf.milliseconds());
            cpuRatio.add(ours.cpuMilliseconds() / karaf.cpuMilliseconds());
        }

        void report(String name, double goal, Samples karafWall, Samples karafCpu, Report report) {
            report.row(new Row(
                    name,
                    wall.median(),
                    "ms",
                    karafWall.median(),
                    wallRatio.median(),
                    Goal.valueAtMost(goal),
                    wall.spread()));
            report.row(new Row(
                    name + ".cpu",
                    cpu.median(),
                    "ms",
                    karafCpu.median(),
                    cpuRatio.median(),
                    Goal.ratioAtMost(A_QUARTER),
                    cpu.spread()));
        }
    }

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Home minimal = Home.minimal(folder.resolve("minimal"));
        Home standard = Home.standard(folder.resolve("standard"));
        report.progress(
                ROUNDS + " rounds, each both profiles until their first pong and Karaf until its console is ready");
        Times ofMinimal = new Times();
        Times ofStandard = new Times();
        Samples karafWall = new Samples();
        Samples karafCpu = new Samples();
        for (int round = 0; round <= ROUNDS; round++) { // the first is not warm: it makes archives
            Started one = once(minimal.run(), Home.PONG);
            Started other = once(standard.run(), Home.PONG);
            Started karaf = once(Karaf.run(), Karaf.READY);
            if (round > 0) {
                ofMinimal.add(one, karaf);
                ofStandard.add(other, karaf);
                karafWall.add(karaf.milliseconds());
                karafCpu.add(karaf.cpuMilliseconds());
            }
        }
        ofMinimal.report("start.minimal", 350, karafWall, karafCpu, report);
        ofStandard.report("start.standard", 600, karafWall, karafCpu, report);
    }

    private static Started once(ProcessBuilder program, String text) throws IOException {
        try (Started started = Started.until(text, program)) {
            return started;
        }
    }
}
