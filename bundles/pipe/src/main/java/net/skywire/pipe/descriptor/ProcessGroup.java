package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process group as Linux shows it in {@code /proc}. */
record ProcessGroup(int leader) {

    private static final Path FOLDER = Path.of("/proc");

    /** Whether a process beside its leader is in it and runs. */
    boolean hasOthers() throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(FOLDER, "[0-9]*")) {
            for (Path process : processes) {
                if (!process.endsWith(Integer.toString(leader)) && isMember(process)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** What follows the name, which may hold anything, is: state, parent, group. */
    private boolean isMember(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
            return Integer.parseInt(fields[2]) == leader && !fields[0].equals("Z");
        } catch (IOException e) {
            return false; // it has ended meanwhile
        }
    }
}
