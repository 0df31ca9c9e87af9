package net.skywire.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.skywire.pipe.descriptor.ProcStat;

/**
 * What tells a process from every other that had its number, or will have it.
 *
 * @param startTicks when it started, in clock ticks since the system did
 * @param boot the id of the system's run
 * @param mark which it has in its environment, and whatever it starts
 */
record ProcessIdentity(int pid, long startTicks, String boot, String mark) {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int FIELDS = 4;

    /** Empty if there is no such process any more. */
    static Optional<ProcessIdentity> of(int pid, String mark) throws IOException {
        String boot = thisBoot();
        return ProcStat.of(pid).map(stat -> new ProcessIdentity(pid, stat.startTicks(), boot, mark));
    }

    static String thisBoot() throws IOException {
        return Files.readString(BOOT).strip();
    }

    /** @throws IllegalArgumentException if it was not written by {@link #toString} */
    static ProcessIdentity parse(String line) {
        String[] fields = line.strip().split(" ");
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("expected " + FIELDS + " words for a process, got " + fields.length);
        }
        return new ProcessIdentity(Integer.parseInt(fields[0]), Long.parseLong(fields[1]), fields[2], fields[3]);
    }

    @Override
    public String toString() {
        return pid + " " + startTicks + ' ' + boot + ' ' + mark;
    }
}
