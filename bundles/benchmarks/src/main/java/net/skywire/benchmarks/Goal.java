package net.skywire.benchmarks;

import java.util.Locale;

/** What a row is to reach: a bound of its value or of its ratio. */
public record Goal(Of of, boolean atMost, double bound) {

    /** Which figure of the row is meant. */
    public enum Of {
        NOTHING,
        VALUE,
        RATIO
    }

    /** Measured for the record. */
    public static final Goal NONE = new Goal(Of.NOTHING, true, 0);

    public static Goal valueAtMost(double bound) {
        return new Goal(Of.VALUE, true, bound);
    }

    public static Goal valueAtLeast(double bound) {
        return new Goal(Of.VALUE, false, bound);
    }

    public static Goal ratioAtMost(double bound) {
        return new Goal(Of.RATIO, true, bound);
    }

    public static Goal ratioAtLeast(double bound) {
        return new Goal(Of.RATIO, false, bound);
    }

    boolean isMetBy(double value, double ratio) {
        double figure = of == Of.RATIO ? ratio : value;
        return of == Of.NOTHING || (atMost ? figure <= bound : figure >= bound);
    }

    @Override
    public String toString() {
        if (of == Of.NOTHING) {
            return "-";
        }
        String number = of == Of.RATIO ? String.format(Locale.ROOT, "%.2f", bound) : Row.number(bound);
        return of.name().toLowerCase(Locale.ROOT) + (atMost ? " <= " : " >= ") + number;
    }
}
