package net.skywire.pipe.descriptor;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A process as Linux shows it in {@code /proc/PID/stat}.
 *
 * @param state a letter, {@code Z} for one that has ended and was not waited for
 * @param group the id of its process group
 * @param startTicks when it started, in clock ticks since the system did
 */
public record ProcStat(String state, int group, long startTicks) {

    /** Bytes that the fields of interest are among. */
    private static final int LENGTH = 1024;

    private static final int STATE_AT = 0;
    private static final int GROUP_AT = 2;
    private static final int START_AT = 19;

    /** Empty if there is no such process, or none any more. */
    public static Optional<ProcStat> of(long pid) {
        try (InputStream stat = new FileInputStream("/proc/" + pid + "/stat")) {
            return Optional.of(parse(new String(stat.readNBytes(LENGTH), StandardCharsets.ISO_8859_1)));
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
