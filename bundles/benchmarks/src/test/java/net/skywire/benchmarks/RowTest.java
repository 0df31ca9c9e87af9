package net.skywire.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {

    private static final Row ROW = new Row("scale.some", 1500, "B", 3000, Goal.valueAtMost(2048), 0.05);

    @Test
    void readsBackTheLineItWrites() {
        assertEquals(ROW, Row.of(ROW.line()));
    }

    @Test
    void isAnObjectOfFiveKeysInTheFile() {
        assertEquals(
                "{\"name\": \"scale.some@17\", \"value\": 1500, \"unit\": \"B\", \"baseline\": 3000, \"ratio\": 0.5000}",
                ROW.on("17").json());
    }

    @Test
    void meetsAGoalAtItsBoundAndMissesItBeyond() {
        assertTrue(row(2048).meetsGoal());
        assertFalse(row(2049).meetsGoal());
    }

    private static Row row(double value) {
        return new Row("scale.some", value, "B", 3000, Goal.valueAtMost(2048), 0);
    }

    @Test
    void meetsAGoalOfItsRatio() {
        assertTrue(new Row("row", 95, "MB/s", 100, Goal.ratioAtLeast(0.95), 0).meetsGoal());
        assertFalse(new Row("row", 94, "MB/s", 100, Goal.ratioAtLeast(0.95), 0).meetsGoal());
    }

    @Test
    void saysInTheTableWhatWasMissed() {
        String table = Table.of(List.of(ROW.on("17"), row(3000).on("25")));

        List<String> lines = table.lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.get(1).matches("scale.some@17 +1500 +B +3000 +0.500 +5 % +value <= 2048 +met"), lines.get(1));
        assertTrue(lines.get(2).endsWith("MISSED"), lines.get(2));
    }

    @Test
    void saysNothingInTheTableOfAGoalThatThereIsNot() {
        Row row = Row.of(new Row("scale.bundles", 2.5, "s", 2, Goal.NONE, 0).line());

        assertTrue(Table.of(List.of(row)).endsWith("1.250  -       -\n"), Table.of(List.of(row)));
    }
}
