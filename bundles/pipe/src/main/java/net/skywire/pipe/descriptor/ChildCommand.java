package net.skywire.pipe.descriptor;

import java.nio.file.Path;
import java.util.List;

/**
 * A program to start; it inherits this process's environment.
 *
 * @param command the program, looked up in PATH if there is no slash in it, and its arguments
 * @param directory it works in; null for this process's
 */
public record ChildCommand(List<String> command, Path directory) {

    public ChildCommand {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command: expected a program, got nothing");
        }
        for (String word : command) {
            if (word.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "command: expected text, got a NUL at character " + word.indexOf('\0') + " of a word");
            }
        }
    }
}
