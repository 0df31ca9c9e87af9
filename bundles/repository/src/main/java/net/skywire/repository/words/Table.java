package net.skywire.repository.words;

import java.util.List;
import java.util.stream.Stream;
import net.skywire.deploy.publisher.Shown;

/** What repositories say of themselves in columns, made fit for a terminal. For one thread. */
public final class Table {

    private final net.skywire.host.Table columns = new net.skywire.host.Table();

    public Table(String... heads) {
        columns.row(heads);
    }

    public void add(Object... cells) {
        columns.row(Stream.of(cells).map(Table::shown).toArray(String[]::new));
    }

    private static String shown(Object cell) {
        String text = Shown.of(cell.toString());
        return text.isEmpty() ? "-" : text;
    }

    public List<String> lines() {
        return columns.lines();
    }
}
