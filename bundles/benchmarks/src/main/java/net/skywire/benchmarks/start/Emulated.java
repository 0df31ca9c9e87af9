package net.skywire.benchmarks.start;

import java.nio.file.Path;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Samples;
import net.skywire.benchmarks.Scenario;

/**
 * The first pong on a Java for a board's processor, which is emulated; its home is in the property
 * {@code arm.MACHINE.VERSION}. Shows what makes the start longer, not how long one takes on a board.
 */
public final class Emulated implements Scenario {

    private static final String[] MACHINES = {"aarch64", "arm"};
    private static final int ROUNDS = 3;
    private static final double GOAL_MILLIS = 10_000;

    @Override
    public void measure(Path folder, Report report) throws Exception {
        for (String machine : MACHINES) {
            String java = System.getProperty(
                    "arm." + machine + '.' + Runtime.version().feature());
            if (java == null) {
                report.progress("no Java of this version for " + machine + " here: left out");
            } else {
                measure(machine, Path.of(java), folder.resolve(machine), report);
            }
        }
    }

    private static void measure(String machine, Path java, Path folder, Report report) throws Exception {
        Home home = Home.minimal(folder);
        report.progress("archives of classes are made, here and on " + machine);
        Started.until(Home.PONG, home.run()).close();
        Home emulated = Home.minimal(folder.resolveSibling(machine + "-emulated"));
        Started.until(Home.PONG, emulated.run(java)).close();
        Samples here = new Samples();
        Samples there = new Samples();
        Samples ratio = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            double ours = milliseconds(home.run());
            double theirs = milliseconds(emulated.run(java));
            here.add(ours);
            there.add(theirs);
            ratio.add(theirs / ours);
        }
        report.row(new Row(
                "start." + machine,
                there.median(),
                "ms",
                here.median(),
                ratio.median(),
                Goal.valueAtMost(GOAL_MILLIS),
                there.spread()));
    }

    private static double milliseconds(ProcessBuilder program) throws Exception {
        try (Started started = Started.until(Home.PONG, program)) {
            return started.milliseconds();
        }
    }
}
