package net.skywire.benchmarks.codec;

import java.nio.file.Path;
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
        Codecs.named(inC); // or it fails here, with the reason
        for (int round = 1; round <= ROUNDS; round++) {
            report.progress("round " + round + " of " + ROUNDS);
            run(times, "(Copy|Jdk|Jackson)\\..*", "", LARGE);
            run(times, "Copy\\..*", "", SMALL);
            for (String codec : List.of(Codecs.JAVA, inC)) {
                run(
                        times,
                        "(Encode\\.encode|Parse\\.parse)",
                        codec,
                        avx2 ? new String[] {LARGE, MEDIUM} : new String[] {LARGE});
            }
            run(times, "(Encode\\.encode|Parse\\.parseMany)", inC, SMALL);
        }
        for (String way : List.of("encode", "parse")) {
            rows(way, times, inC, report);
        }
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

    /** @param codec empty where there is none to choose */
    private static void run(Times times, String benchmarks, String codec, String... sizes) throws RunnerException {
        ChainedOptionsBuilder options = runs().include(CodecTimes.class.getPackageName() + "\\." + benchmarks + '$')
                .param("size", sizes);
        if (!codec.isEmpty()) {
            options.param("codec", codec);
        }
        for (RunResult result : new Runner(options.build()).run()) {
            String[] path = result.getParams().getBenchmark().split("\\.");
            String by = codec.isEmpty() ? path[path.length - 2] : codec;
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
        String row = "codec." + way;
        String copy = "Copy.copy." + LARGE;
        String jackson = "Jackson." + way + '.' + LARGE;
        String java = Codecs.JAVA + '.' + way + '.';
        String ours = inC + '.' + way + '.';
        String small = inC + (encode ? ".encode." : ".parseMany.") + SMALL;
        Goal javaGoal = avx2 ? Goal.NONE : Goal.ratioAtMost(encode ? 2.5 : 3.0);
        report.row(times.time(row + ".32k.native", ours + LARGE, copy, Goal.ratioAtMost(encode ? 1.3 : 1.6)));
        report.row(times.time(row + ".32k.java", java + LARGE, copy, javaGoal));
        report.row(times.time(row + ".32k.jackson", jackson, ours + LARGE, Goal.ratioAtLeast(40)));
        report.row(times.time(row + ".32k.base64", "Jdk." + way + '.' + LARGE, copy, Goal.NONE));
        report.row(times.time(row + ".16.native", small, "Copy.copy." + SMALL, Goal.valueAtMost(encode ? 15 : 20)));
        if (avx2) {
            report.row(times.time(row + ".4k.jni-17-avx2", java + MEDIUM, ours + MEDIUM, Goal.ratioAtLeast(8)));
        }
        report.row(times.allocation(row + ".32k.native.bytes", ours + LARGE, jackson));
        report.row(times.allocation(row + ".16.native.bytes", small, jackson));
        report.row(times.allocation(row + ".32k.java.bytes", java + LARGE, jackson));
    }
}
