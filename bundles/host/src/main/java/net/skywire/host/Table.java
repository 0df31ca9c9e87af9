package net.skywire.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a command has to say in columns, each as wide as it has to be. Not for several threads. */
public final class Table {

    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();

    /** All rows have the same number of cells. */
    public void row(String... cells) {
        rows.add(Arrays.asList(cells));
    }

    public List<String> lines() {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).size()];
        Arrays.setAll(widths, this::width);
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + GAP));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
