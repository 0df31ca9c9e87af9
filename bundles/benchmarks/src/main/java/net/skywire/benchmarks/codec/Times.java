package net.skywire.benchmarks.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Row;
import net.skywire.benchmarks.Samples;

/** What several rounds have measured, and the rows that come of it. What is compared is compared within each round. */
final class Times {

    /** Bytes in a nanosecond that the JVM and JMH allocate in any case; 40 to 70 bytes in a millisecond were seen. */
    private static final double OF_THE_JVM = 100e-6;

    private final Map<String, List<Double>> nanos = new HashMap<>();
    private final Map<String, List<Double>> bytes = new HashMap<>();

    /**
     * The result of a round.
     *
     * @param bytesEach allocated for each operation
     */
    void add(String what, double nanosEach, double bytesEach) {
        nanos.computeIfAbsent(what, key -> new ArrayList<>()).add(nanosEach);
        bytes.computeIfAbsent(what, key -> new ArrayList<>()).add(bytesEach);
    }

    /** The time of something against that of something else. */
    Row time(String name, String what, String baseline, Goal goal) {
        List<Double> values = nanos.get(what);
        List<Double> baselines = nanos.get(baseline);
        Samples ratios = new Samples();
        for (int round = 0; round < values.size(); round++) {
            ratios.add(values.get(round) / baselines.get(round));
        }
        return new Row(name, median(values), "ns", median(baselines), ratios.median(), goal, ratios.spread());
    }

    /** The bytes it allocates, to a tenth, less what the JVM does meanwhile. */
    Row allocation(String name, String what, String baseline) {
        double value = allocated(what);
        double other = allocated(baseline);
        double ratio = other == 0 ? 0 : value / other;
        return new Row(name, value, "B/op", other, ratio, Goal.valueAtMost(0), 0);
    }

    private double allocated(String what) {
        double own = median(bytes.get(what)) - OF_THE_JVM * median(nanos.get(what));
        return Math.max(0, Math.rint(10 * own) / 10);
    }

    private static double median(List<Double> values) {
        Samples samples = new Samples();
        values.forEach(samples::add);
        return samples.median();
    }
}
