package net.skywire.pipe.descriptor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The descriptors of this process as Linux shows them in {@code /proc}. */
final class ProcDescriptors {

    private static final Path FOLDER = Path.of("/proc/self/fd");

    private ProcDescriptors() {}

    static Path path(int descriptor) {
        return FOLDER.resolve(Integer.toString(descriptor));
    }

    /** What a descriptor is open on, such as {@code pipe:[4711]}; empty if it is not open. */
    static Optional<String> target(int descriptor) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(path(descriptor)).toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** All descriptors of this process. */
    static Set<Integer> open() throws IOException {
        Set<Integer> found = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(FOLDER)) {
            all.forEach(each -> found.add(Integer.parseInt(each.getFileName().toString())));
        }
        return found;
    }

    /** All descriptors open on {@code target}. */
    static Set<Integer> openOn(String target) throws IOException {
        Set<Integer> found = new HashSet<>();
        for (int descriptor : open()) {
            if (target(descriptor).filter(target::equals).isPresent()) {
                found.add(descriptor);
            }
        }
        return found;
    }
}
