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

    static final String NO_APPS = "no apps: drop a jar into apps/";

    private static final Comparator<AppStatus> ORDER =
            Comparator.comparing(AppStatus::name).thenComparing(AppStatus::version);

    private StatusTable() {}

    static List<String> of(List<AppStatus> apps) {
        Table table = new Table();
        table.row("NAME", "VERSION", "KIND", "NODE", "STATE", "PORT", "REASON");
        for (AppStatus app : sorted(apps)) {
            table.row(
                    cell(app.name(), MAX_WORD),
                    cell(app.version(), MAX_WORD),
                    cell(app.kind(), MAX_WORD),
                    cell(app.node(), MAX_WORD),
                    state(app),
                    port(app),
                    cell(app.reason(), MAX_REASON));
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (apps.isEmpty()) {
            lines.add(NO_APPS);
        }
        return lines;
    }

    static List<AppStatus> sorted(List<AppStatus> apps) {
        return apps.stream().sorted(ORDER).toList();
    }

    static String state(AppStatus app) {
        return app.state().name().toLowerCase(Locale.ROOT);
    }

    static String port(AppStatus app) {
        return app.port().isPresent() ? Integer.toString(app.port().getAsInt()) : "-";
    }

    static String cell(String text, int most) {
        return text.isEmpty() ? "-" : Printable.of(text, most);
    }
}
