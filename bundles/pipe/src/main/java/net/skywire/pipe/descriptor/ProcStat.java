package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process as Linux shows it in {@code /proc/PID/stat}.
 *
 * @param state a letter, {@code Z} for one that has ended and was not waited for
 * @param group the id of its process group
 * @param startTicks when it started, in clock ticks since the system did
 */
public record ProcStat(String state, int group, long startTicks) {

    private static final Path FOLDER = Path.of("/proc");
    private static final int STATE_AT = 0;
    private static final int GROUP_AT = 2;
    private static final int START_AT = 19;

    /** Empty if there is no such process, or none any more. */
    public static Optional<ProcStat> of(long pid) {
        try {
            return Optional.of(parse(Files.readString(FOLDER.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The fields of interest come after the program's name, which may hold anything. */
    static ProcStat parse(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return new ProcStat(fields[STATE_AT], Integer.parseInt(fields[GROUP_AT]), Long.parseLong(fields[START_AT]));
    }

    /** Whether it has not ended. */
    public boolean runs() {
        return !state.equals("Z") && !state.equals("X");
    }
}
