package net.skywire.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/protocol/pipe-v1.md says, where it can be held to the code and to the vectors. */
class SpecificationTest {

    private static final Path PROTOCOL = Path.of("../../docs/protocol");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(PROTOCOL.resolve("pipe-v1.md"));
    }

    @Test
    void namesEveryLimitWithItsValue() throws Exception {
        List<String> rows =
                lines().stream().filter(line -> line.startsWith("|")).toList();
        for (Field limit : Limits.class.getDeclaredFields()) {
            if (Modifier.isPublic(limit.getModifiers())) {
                String value = text(limit.get(null));
                assertTrue(
                        rows.stream()
                                .anyMatch(row -> row.contains('`' + limit.getName() + '`')
                                        && row.split("\\|")[2].matches(".*\\b" + value + "\\b.*")),
                        () -> limit.getName() + " with " + value);
            }
        }
        assertTrue(row(rows, "an app's loops").contains(" " + SeatLimits.DEFAULT.loops() + " "));
        assertTrue(row(rows, "an app's queued bytes").contains(" " + SeatLimits.DEFAULT.queuedBytes() + " "));
        assertTrue(row(rows, "an app's unanswered requests").contains(" " + SeatLimits.DEFAULT.requests() + " "));
    }

    private static String row(List<String> rows, String beginning) {
        return rows.stream()
                .filter(row -> row.startsWith("| " + beginning))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return duration.toSeconds() > 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
        }
        return value.toString();
    }

    @Test
    void showsFramesOfTheVectorsOnly() throws Exception {
        Set<String> recorded = new TreeSet<>();
        try (Stream<Path> files = Files.list(PROTOCOL.resolve("vectors"))) {
            for (Path file :
                    files.filter(path -> path.toString().contains("helloworld")).toList()) {
                Files.readAllLines(file).forEach(line -> recorded.add(line.substring(line.indexOf(' ') + 1)));
            }
        }
        List<String> shown = frames();

        assertEquals(8, shown.size());
        shown.forEach(frame -> assertTrue(recorded.contains(frame), frame));
    }

    private static List<String> frames() throws IOException {
        List<String> frames = new ArrayList<>();
        StringBuilder frame = new StringBuilder();
        for (String line : lines()) {
            if (line.matches("    [0-9a-f]+")) {
                frame.append(line.strip());
            } else if (frame.length() > 0) {
                frames.add(frame.toString());
                frame.setLength(0);
            }
        }
        return frames;
    }
}
