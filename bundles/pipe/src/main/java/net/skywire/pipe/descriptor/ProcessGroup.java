package net.skywire.pipe.descriptor;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A process group as Linux shows it in {@code /proc}.
 *
 * @param id that of the process which leads it, or has led it
 */
public record ProcessGroup(int id) {

    private static final File FOLDER = new File("/proc");

    /** The processes that are in it and run. */
    public List<Long> members() throws IOException {
        String[] names = FOLDER.list();
        if (names == null) {
            throw new IOException("expected the processes of Linux in " + FOLDER + ", found no such folder");
        }
        List<Long> found = new ArrayList<>();
        for (String name : names) {
            if (Character.isDigit(name.charAt(0)) && isMember(Long.parseLong(name))) {
                found.add(Long.parseLong(name));
            }
        }
        return found;
    }

    private boolean isMember(long pid) {
        return ProcStat.of(pid)
                .filter(stat -> stat.group() == id && stat.runs())
                .isPresent();
    }
}
