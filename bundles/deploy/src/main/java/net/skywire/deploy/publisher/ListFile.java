package net.skywire.deploy.publisher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files {@code trusted} and {@code revoked}: in each line a word and, for people, a name. */
final class ListFile {

    /** Bytes in the longest. */
    static final int MAX_LENGTH = 1024 * 1024;

    /** Characters in a name. */
    static final int MAX_NAME = 64;

    /**
     * @param place the file and the line's number
     * @param name empty if there is none
     */
    record Line(String place, String word, String name) {}

    private ListFile() {}

    /** None if there is no such file. A line that begins with {@code #} is for people. */
    static List<Line> read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        int number = 0;
        String text = new String(bytes(file, MAX_LENGTH), StandardCharsets.UTF_8);
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] parts = line.split("\\s+", 2);
                lines.add(new Line(file + " line " + number, parts[0], parts.length > 1 ? parts[1] : ""));
            }
        }
        return lines;
    }

    /** @throws IOException if there are more than {@code most} */
    static byte[] bytes(Path file, int most) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("expected up to " + most + " bytes, got more");
            }
            return bytes;
        }
    }
}
