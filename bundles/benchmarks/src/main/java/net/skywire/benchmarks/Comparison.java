package net.skywire.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Something measured without and with what may disturb it, in turn, beginning and ending without. Each measurement with it
 * is held against the mean of its two neighbours, so that a machine that grows slower or faster meanwhile does not count.
 */
public final class Comparison {

    /** Gives a figure. */
    @FunctionalInterface
    public interface Measurement {
        double take() throws Exception;
    }

    /** Brings something about. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    private final List<Double> without = new ArrayList<>();
    private final List<Double> with = new ArrayList<>();

    private Comparison() {}

    /**
     * Measures.
     *
     * @param rounds after one that does not count
     */
    public static Comparison of(int rounds, Measurement measurement, Step begin, Step end) throws Exception {
        Comparison comparison = new Comparison();
        for (int round = 0; round <= rounds; round++) {
            begin.run();
            double disturbed = measurement.take();
            end.run();
            double alone = measurement.take();
            comparison.without.add(alone);
            if (round > 0) {
                comparison.with.add(disturbed);
            }
        }
        return comparison;
    }

    /**
     * Measures two things that do the same.
     *
     * @param rounds after one that does not count
     * @param value what is measured
     * @param baseline what it is held against
     */
    public static Comparison inTurn(int rounds, Measurement value, Measurement baseline) throws Exception {
        Measurement[] next = {baseline};
        return of(rounds, () -> next[0].take(), () -> next[0] = value, () -> next[0] = baseline);
    }

    public Row row(String name, String unit, Goal goal) {
        Samples ratios = new Samples();
        for (int at = 0; at < with.size(); at++) {
            ratios.add(with.get(at) / ((without.get(at) + without.get(at + 1)) / 2));
        }
        double value = Samples.of(with).median();
        double baseline = Samples.of(without).median();
        return new Row(name, value, unit, baseline, ratios.median(), goal, ratios.spread());
    }
}
