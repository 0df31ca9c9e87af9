package net.skywire.repository.words;

import java.util.ArrayList;
import java.util.List;
import net.skywire.deploy.publisher.Shown;

/** Lines for people, in columns. For one thread. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        rows.add(List.of(heads));
    }

    public void add(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            String text = Shown.of(cell.toString());
            row.add(text.isEmpty() ? "-" : text);
        }
        rows.add(row);
    }

    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int at = column;
            int width =
                    rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
            line.append(row.get(column))
                    .append(" ".repeat(width - row.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
