package net.skywire.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private double speed = 1000;
    private boolean disturbed;

    @Test
    void findsTheShareThatIsLostOnAMachineThatGrowsSlower() throws Exception {
        Comparison comparison = Comparison.of(9, this::measure, () -> disturbed = true, () -> disturbed = false);

        Row row = comparison.row("row", "MB/s", Goal.ratioAtLeast(0.95));

        assertEquals(0.8, row.ratio(), 0.001);
        assertTrue(row.spread() < 0.001, "spread " + row.spread());
        assertTrue(row.value() < row.baseline());
    }

    private double measure() {
        speed -= 40;
        return disturbed ? 0.8 * speed : speed;
    }

    @Test
    void measuresEveryDisturbanceBetweenTwoTimesWithout() throws Exception {
        List<String> steps = new ArrayList<>();

        Comparison.of(
                1,
                () -> {
                    steps.add("measure");
                    return 1;
                },
                () -> steps.add("begin"),
                () -> steps.add("end"));

        assertEquals(
                List.of("begin", "measure", "end", "measure", "begin", "measure", "end", "measure"),
                steps,
                "of which the first does not count");
    }

    @Test
    void takesWhatIsComparedInTurn() throws Exception {
        List<String> steps = new ArrayList<>();

        Row row = Comparison.inTurn(2, () -> step(steps, "value", 3), () -> step(steps, "baseline", 2))
                .row("row", "us", Goal.NONE);

        assertEquals(List.of("value", "baseline", "value", "baseline", "value", "baseline"), steps);
        assertEquals(1.5, row.ratio());
    }

    private static double step(List<String> steps, String name, double figure) {
        steps.add(name);
        return figure;
    }
}
