package net.skywire.pipe.descriptor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to start.
 *
 * @param command the program, looked up in PATH if there is no slash in it, and its arguments
 * @param directory it works in; null for this process's
 * @param environment beside this process's own without what systemd has for it alone, or in place of what has the same
 *     name there
 * @param captured whether what it writes to its standard output and error is to be read here; they are this process's
 *     own otherwise
 */
public record ChildCommand(List<String> command, Path directory, Map<String, String> environment, boolean captured) {

    public ChildCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command: expected a program, got nothing");
        }
        command.forEach(word -> check("command", word));
        environment.forEach((name, value) -> {
            check("environment", name);
            check("environment", value);
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException("environment: expected a name without =, got \"" + name + '"');
            }
        });
    }

    /** With nothing but this process's environment and standard streams. */
    public ChildCommand(List<String> command, Path directory) {
        this(command, directory, Map.of(), false);
    }

    private static void check(String what, String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    what + ": expected text, got a NUL at character " + word.indexOf('\0') + " of a word");
        }
    }
}
