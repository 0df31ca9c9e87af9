package net.skywire.benchmarks.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.skywire.benchmarks.Goal;
import net.skywire.benchmarks.Row;
import org.junit.jupiter.api.Test;

class TimesTest {

    private final Times times = new Times();

    @Test
    void compareWithinEachRound() {
        round(2, 1);
        round(40, 20);
        round(9, 3);

        Row row = times.time("row", "ours", "theirs", Goal.NONE);

        assertEquals(2, row.ratio());
        assertEquals(9, row.value());
        assertEquals(3, row.baseline());
    }

    private void round(double ours, double theirs) {
        times.add("ours", ours, 0);
        times.add("theirs", theirs, 0);
    }

    @Test
    void doNotCountWhatTheJvmAllocatesBeside() {
        times.add("ours", 1000, 0.14);
        times.add("theirs", 1000, 80.14);

        Row row = times.allocation("row", "ours", "theirs");

        assertEquals(0, row.value());
        assertEquals(80, row.baseline());
    }

    @Test
    void countAnObjectForEachHundredOperations() {
        times.add("ours", 1, 0.16);
        times.add("theirs", 1, 0);

        assertEquals(0.2, times.allocation("row", "ours", "theirs").value(), 1e-9);
    }
}
