package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process group as Linux shows it in {@code /proc}.
 *
 * @param id that of the process which leads it, or has led it
 */
public record ProcessGroup(int id) {

    private static final Path FOLDER = Path.of("/proc");

    /** The processes that are in it and run. */
    public List<Long> members() throws IOException {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(FOLDER, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (ProcStat.of(pid)
                        .filter(stat -> stat.group() == id && stat.runs())
                        .isPresent()) {
                    found.add(pid);
                }
            }
        }
        return found;
    }
}
