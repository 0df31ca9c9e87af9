package net.skywire.pipe.descriptor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is needed to start a process.
 *
 * @param command the program, looked up in PATH if there is no slash in it, and its arguments
 * @param environment each {@code NAME=value}
 * @param directory it works in; empty for this process's
 * @param in becomes its descriptor 3
 * @param out becomes its descriptor 4
 * @param output becomes its descriptors 1 and 2; empty to leave it this process's
 * @param closed are not to be open in it, nor is anything else above 4 where the C library can see to that
 */
public record SpawnPlan(
        List<String> command,
        List<String> environment,
        Optional<String> directory,
        int in,
        int out,
        OptionalInt output,
        List<Integer> closed) {

    /** Where an app finds the pipe from its node. */
    public static final int CHILD_IN = 3;

    /** Where an app finds the pipe to its node. */
    public static final int CHILD_OUT = 4;

    /** Standard output and error. */
    public static final List<Integer> CHILD_OUTPUT = List.of(1, 2);

    public SpawnPlan {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        closed = List.copyOf(closed);
    }
}
