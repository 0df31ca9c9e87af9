package net.skywire.benchmarks;

import java.util.Locale;

/**
 * One figure.
 *
 * @param name ends, once it is reported, in {@code @} and the Java it was measured on
 * @param baseline measured in the same run in the same unit; see {@code docs/develop/benchmarks.md} for what it is
 * @param ratio of value and baseline; where they were measured in turn, the median of the ratios of neighbours
 * @param spread of the single measurements, as a share of the figure; 0 if there was one
 */
public record Row(String name, double value, String unit, double baseline, double ratio, Goal goal, double spread) {

    private static final String SEPARATOR = "\t";

    public Row(String name, double value, String unit, double baseline, Goal goal, double spread) {
        this(name, value, unit, baseline, value / baseline, goal, spread);
    }

    boolean meetsGoal() {
        return goal.isMetBy(value, ratio);
    }

    Row on(String java) {
        return new Row(name + '@' + java, value, unit, baseline, ratio, goal, spread);
    }

    /** Few digits where there are many before the point. */
    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 || value == Math.rint(value) ? "%.0f" : "%.3f", value);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"name\": \"%s\", \"value\": %s, \"unit\": \"%s\", \"baseline\": %s, \"ratio\": %.4f}",
                name,
                number(value),
                unit,
                number(baseline),
                ratio);
    }

    /** As a line, between the JVM that measures and the one that reports. */
    String line() {
        return String.join(
                SEPARATOR,
                name,
                Double.toString(value),
                unit,
                Double.toString(baseline),
                Double.toString(ratio),
                goal.of().name(),
                Boolean.toString(goal.atMost()),
                Double.toString(goal.bound()),
                Double.toString(spread));
    }

    static Row of(String line) {
        String[] part = line.split(SEPARATOR);
        Goal goal = new Goal(Goal.Of.valueOf(part[5]), Boolean.parseBoolean(part[6]), Double.parseDouble(part[7]));
        return new Row(
                part[0],
                Double.parseDouble(part[1]),
                part[2],
                Double.parseDouble(part[3]),
                Double.parseDouble(part[4]),
                goal,
                Double.parseDouble(part[8]));
    }
}
