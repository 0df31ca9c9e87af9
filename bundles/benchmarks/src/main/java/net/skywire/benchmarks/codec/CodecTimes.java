package net.skywire.benchmarks.codec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.ProcessOptions;
import net.skywire.benchmarks.Report;
import net.skywire.benchmarks.Scenario;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One Send encoded and parsed, by each codec and by what they are held against; by JMH, in rounds of fresh JVMs. */
public final class CodecTimes implements Scenario {

    private static final int ROUNDS = 3;
    private static final String LARGE = "32768";
    private static final String MEDIUM = "4096";
    private static final String SMALL = "16";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Whether this Java is to pass for one on a processor without AVX-512. */
    private final boolean avx2 = ProcessOptions.ofThisJvm().stream().anyMatch(option -> option.equals("-XX:UseAVX=2"));

    @Override
    public void measure(Path folder, Report report) throws Exception {
        Times times = new Times();
        String inC = Codecs.inC();
        List<String> codecs = Codecs.works(inC) ? List.of(Codecs.JAVA, inC) : List.of(Codecs.JAVA);
        for (int round = 1; round <= ROUNDS; round++) {
            report.progress("round " + round + " of " + ROUNDS);
            run(times, runs().include(in("Copy|Jdk|Jackson")).param("size", LARGE));
            run(times, runs().include(in("Copy")).param("size", SMALL));
            for (String codec : codecs) {
                run(
                        times,
                        runs().include(in("Encode|Parse")).param("codec", codec).param("size", sizes(codec)));
            }
        }
        for (String way : List.of("encode", "parse")) {
            rows(way, times, inC, report);
        }
    }

    private String[] sizes(String codec) {
        List<String> sizes = new ArrayList<>(List.of(LARGE));
        if (avx2) {
            sizes.add(MEDIUM);
        }
        if (!codec.equals(Codecs.JAVA)) {
            sizes.add(SMALL);
        }
        return sizes.toArray(String[]::new);
    }

    /** The pattern of classes of ours. */
    private static String in(String classes) {
        return CodecTimes.class.getPackageName() + "\\.(" + classes + ")\\.";
    }

    private static ChainedOptionsBuilder runs() {
        return new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(250))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(150))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
    }

    private static void run(Times times, ChainedOptionsBuilder options) throws RunnerException {
        for (RunResult result : new Runner(options.build()).run()) {
            String[] path = result.getParams().getBenchmark().split("\\.");
            String codec = result.getParams().getParam("codec");
            String by = codec == null ? path[path.length - 2] : codec;
            String what =
                    by + '.' + path[path.length - 1] + '.' + result.getParams().getParam("size");
            times.add(
                    what,
                    result.getPrimaryResult().getStatistics().getPercentile(50),
                    result.getSecondaryResults().get(ALLOCATED).getStatistics().getPercentile(50));
        }
    }

    private void rows(String way, Times times, String inC, Report report) {
        boolean encode = way.equals("encode");
        String copy = "Copy.copy." + LARGE;
        String row = "codec." + way;
        String java = "java." + way + '.';
        String ours = inC + '.' + way + '.';
        String jackson = "Jackson." + way + '.' + LARGE;
        Goal javaGoal = avx2 ? Goal.NONE : Goal.ratioAtMost(encode ? 2.5 : 3.0);
        if (times.has(ours + LARGE)) {
            report.row(times.time(row + ".32k.native", ours + LARGE, copy, Goal.ratioAtMost(encode ? 1.3 : 1.6)));
        }
        report.row(times.time(row + ".32k.java", java + LARGE, copy, javaGoal));
        if (times.has(ours + LARGE)) {
            report.row(times.time(row + ".32k.jackson", jackson, ours + LARGE, Goal.ratioAtLeast(40)));
            report.row(times.time(
                    row + ".16.native", ours + SMALL, "Copy.copy." + SMALL, Goal.valueAtMost(encode ? 15 : 20)));
            report.row(times.allocation(row + ".32k.native.bytes", ours + LARGE, jackson));
            report.row(times.allocation(row + ".16.native.bytes", ours + SMALL, jackson));
        }
        if (times.has(ours + MEDIUM)) {
            report.row(times.time(row + ".4k.jni-17-avx2", java + MEDIUM, ours + MEDIUM, Goal.ratioAtLeast(8)));
        }
        report.row(times.allocation(row + ".32k.java.bytes", java + LARGE, jackson));
        report.row(times.time(row + ".32k.base64", "Jdk." + way + '.' + LARGE, copy, Goal.NONE));
    }
}
