package net.skywire.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the file of a program, and says what would hinder its start. */
final class ProgramFile {

    private ProgramFile() {}

    /**
     * @param program a path, or a name that is looked up in PATH
     * @throws IOException if it cannot be started
     */
    static Path find(String program) throws IOException {
        Path file = program.contains("/")
                ? Path.of(program).toAbsolutePath()
                : inPath(program).orElseThrow(() -> hindered(program, "no such program in PATH"));
        if (!Files.exists(file)) {
            throw hindered(program, "no such file or directory");
        }
        if (Files.isDirectory(file)) {
            throw hindered(program, "it is a folder");
        }
        if (!Files.isExecutable(file)) {
            throw hindered(program, "permission denied");
        }
        return file;
    }

    private static Optional<Path> inPath(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .map(folder -> Path.of(folder.isEmpty() ? "." : folder, program).toAbsolutePath())
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }

    private static IOException hindered(String program, String why) {
        return new IOException("cannot start " + program + ": " + why);
    }
}
