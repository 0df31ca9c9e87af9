package net.skywire.benchmarks;

import java.util.Arrays;

/** The same measured several times. */
public final class Samples {

    private double[] values = {};

    static Samples of(Iterable<Double> values) {
        Samples samples = new Samples();
        values.forEach(samples::add);
        return samples;
    }

    public void add(double value) {
        values = Arrays.copyOf(values, values.length + 1);
        values[values.length - 1] = value;
        Arrays.sort(values);
    }

    public double median() {
        return quantile(0.5);
    }

    /** Half of all lie within this share of the median. */
    public double spread() {
        return (quantile(0.75) - quantile(0.25)) / median();
    }

    private double quantile(double share) {
        double at = share * (values.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, values.length - 1);
        return values[below] + (at - below) * (values[above] - values[below]);
    }
}
