package net.skywire.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import net.skywire.host.AppStatus;

/** The apps as an operator reads them: a line for each, in columns. */
final class StatusTable {

    /** Characters in any column but the last. */
    static final int MAX_WORD = 64;

    /** Characters in a reason. */
    static final int MAX_REASON = 200;

    private static final String[] HEAD = {"NAME", "VERSION", "KIND", "NODE", "STATE", "PORT", "REASON"};

    private StatusTable() {}

    static String of(List<AppStatus> apps) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEAD);
        apps.stream()
                .sorted(Comparator.comparing(AppStatus::name).thenComparing(AppStatus::version))
                .map(StatusTable::row)
                .forEach(rows::add);
        int[] widths = new int[HEAD.length];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        StringBuilder table = new StringBuilder();
        rows.forEach(row -> table.append(line(row, widths)).append('\n'));
        return apps.isEmpty() ? table + "no apps: drop a jar into apps/\n" : table.toString();
    }

    private static String[] row(AppStatus app) {
        return new String[] {
            cell(app.name(), MAX_WORD),
            cell(app.version(), MAX_WORD),
            cell(app.kind(), MAX_WORD),
            cell(app.node(), MAX_WORD),
            app.state().name().toLowerCase(Locale.ROOT),
            app.port().isPresent() ? Integer.toString(app.port().getAsInt()) : "-",
            cell(app.reason(), MAX_REASON)
        };
    }

    private static String cell(String text, int most) {
        return text.isEmpty() ? "-" : Printable.of(text, most);
    }

    private static String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            line.append(row[column]).append(" ".repeat(widths[column] - row[column].length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
