package net.skywire.pipe.descriptor;

import java.nio.file.Path;
import java.util.List;

/**
 * A program to start; it inherits this process's environment.
 *
 * @param command the program, looked up in PATH if there is no slash in it, and its arguments
 * @param directory it works in
 */
public record ChildCommand(List<String> command, Path directory) {

    public ChildCommand {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command: expected a program, got nothing");
        }
    }
}
