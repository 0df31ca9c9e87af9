package net.skywire.shell;

import java.util.ArrayList;
import java.util.List;
import net.skywire.host.OperatorCommand;
import net.skywire.host.Table;

/**
 * How a command is asked for, in one of its forms.
 *
 * @param form all words of it, its name first
 * @param does what it does; may be empty
 */
record Usage(String form, String does) {

    static List<Usage> of(OperatorCommand command) {
        return command.usage().stream()
                .map(line -> {
                    String[] parts = line.strip().split(" {2,}", 2);
                    return new Usage((command.name() + ' ' + parts[0]).strip(), parts.length > 1 ? parts[1] : "");
                })
                .toList();
    }

    /** A line for each, in two columns. */
    static List<String> lines(List<Usage> usages) {
        Table table = new Table();
        usages.forEach(usage -> table.row(usage.form, usage.does));
        return table.lines();
    }

    /** As {@link #lines}, with the word that says what they are before them. */
    static List<String> explained(OperatorCommand command) {
        List<String> lines = new ArrayList<>();
        for (String line : lines(of(command))) {
            lines.add((lines.isEmpty() ? "usage: " : "       ") + line);
        }
        return lines;
    }
}
