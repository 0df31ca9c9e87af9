package net.skywire.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import net.skywire.host.AppFigures.Figures;
import net.skywire.host.AppStatus;
import net.skywire.host.Table;

/** Apps as an operator reads them, in columns. */
final class AppTable {

    /** Characters in any column but the last. */
    static final int MAX_WORD = 64;

    /** Characters in a reason. */
    static final int MAX_REASON = 200;

    static final String NO_APPS = "no apps: drop a jar into apps/";

    private static final long STEP = 1024;
    private static final String UNITS = "KMGTPE";

    private AppTable() {}

    /** A line for each. */
    static List<String> brief(List<KnownApps.KnownApp> apps) {
        Table table = new Table();
        table.row("NAME", "VERSION", "KIND", "NODE", "STATE", "PORT", "REASON");
        for (KnownApps.KnownApp app : apps) {
            AppStatus status = app.status();
            table.row(
                    cell(status.name(), MAX_WORD),
                    cell(status.version(), MAX_WORD),
                    cell(status.kind(), MAX_WORD),
                    cell(status.node(), MAX_WORD),
                    state(status),
                    port(status),
                    cell(status.reason(), MAX_REASON));
        }
        return lines(table, apps);
    }

    /** A line for each, with its figures. */
    static List<String> full(List<KnownApps.KnownApp> apps) {
        Table table = new Table();
        table.row("NAME", "VERSION", "KIND", "NODE", "STATE", "PORT", "LOOPS", "IN", "OUT", "MEMORY", "REASON");
        for (KnownApps.KnownApp app : apps) {
            AppStatus status = app.status();
            table.row(
                    cell(status.name(), MAX_WORD),
                    cell(status.version(), MAX_WORD),
                    cell(status.kind(), MAX_WORD),
                    cell(status.node(), MAX_WORD),
                    state(status),
                    port(status),
                    loops(app),
                    in(app),
                    out(app),
                    memory(app),
                    cell(status.reason(), MAX_REASON));
        }
        return lines(table, apps);
    }

    /** A line for each thing that is known of one. */
    static List<String> of(KnownApps.KnownApp app) {
        AppStatus status = app.status();
        Table table = new Table();
        table.row("name", cell(status.name(), MAX_WORD));
        table.row("version", cell(status.version(), MAX_WORD));
        table.row("kind", cell(status.kind(), MAX_WORD));
        table.row("node", cell(status.node(), MAX_WORD));
        table.row("state", state(status));
        table.row("port", port(status));
        table.row("loops", loops(app));
        table.row("bytes in", in(app));
        table.row("bytes out", out(app));
        table.row("memory", memory(app));
        table.row("reason", status.reason().isEmpty() ? "-" : status.reason());
        return table.lines();
    }

    private static List<String> lines(Table table, List<KnownApps.KnownApp> apps) {
        List<String> lines = new ArrayList<>(table.lines());
        if (apps.isEmpty()) {
            lines.add(NO_APPS);
        }
        return lines;
    }

    static String state(AppStatus app) {
        return app.state().name().toLowerCase(Locale.ROOT);
    }

    private static String port(AppStatus app) {
        return app.port().isPresent() ? Integer.toString(app.port().getAsInt()) : "-";
    }

    private static String loops(KnownApps.KnownApp app) {
        return app.figures().map(figures -> Integer.toString(figures.loops())).orElse("-");
    }

    private static String in(KnownApps.KnownApp app) {
        return app.figures().map(figures -> bytes(figures.bytesIn())).orElse("-");
    }

    private static String out(KnownApps.KnownApp app) {
        return app.figures().map(figures -> bytes(figures.bytesOut())).orElse("-");
    }

    private static String memory(KnownApps.KnownApp app) {
        OptionalLong memory = app.figures().map(Figures::memory).orElse(OptionalLong.empty());
        return memory.isPresent() ? bytes(memory.getAsLong()) : "-";
    }

    /** In the largest unit of which there is one, by steps of 1024, with one digit behind the point, cut off. */
    static String bytes(long count) {
        if (count < STEP) {
            return Long.toString(count);
        }
        int unit = -1;
        long size = 1;
        while (count / size >= STEP) {
            size *= STEP;
            unit++;
        }
        long tenths = (count % size) / (size / STEP) * 10 / STEP;
        return count / size + "." + tenths + UNITS.charAt(unit);
    }

    static String cell(String text, int most) {
        return text.isEmpty() ? "-" : Printable.of(text, most);
    }
}
