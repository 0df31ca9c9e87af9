package net.skywire.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows for people. */
final class Table {

    private static final List<String> HEAD =
            List.of("NAME", "VALUE", "UNIT", "BASELINE", "RATIO", "SPREAD", "GOAL", "");

    private Table() {}

    static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        rows.forEach(row -> lines.add(cells(row)));
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(padded(line, lines)).append('\n'));
        return text.toString();
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.name(),
                Row.number(row.value()),
                row.unit(),
                Row.number(row.baseline()),
                String.format(Locale.ROOT, "%.3f", row.ratio()),
                row.spread() == 0 ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * row.spread()),
                row.goal().toString(),
                row.goal().equals(Goal.NONE) ? "" : row.meetsGoal() ? "met" : "MISSED");
    }

    private static String padded(List<String> line, List<List<String>> all) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < line.size(); at++) {
            int column = at;
            int width = all.stream()
                    .mapToInt(each -> each.get(column).length())
                    .max()
                    .orElseThrow();
            text.append(line.get(at)).append(" ".repeat(width - line.get(at).length() + 2));
        }
        return text.toString().stripTrailing();
    }
}
