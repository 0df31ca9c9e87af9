package net.skywire.app.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Type;
import aQute.bnd.version.Version;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the API against the one of the last release: what vendors see does not change without its version's step. */
class ApiBaselineTest {

    private static final Path RELEASED = Path.of("src/test/resources/net/skywire/app/baseline/released.txt");
    private static final File CLASSES = new File("target/classes");

    @Test
    void hasMadeTheStepThatItsChangesNeed() throws Exception {
        List<String> now = ApiText.read(CLASSES).lines();
        if (System.getProperty("api.baseline", "compare").equals("write")) {
            Files.write(RELEASED, now);
        }

        List<String> faults = faults(Files.readAllLines(RELEASED), now);

        assertEquals(List.of(), faults, () -> String.join("\n", faults));
    }

    @Test
    void needsAMinorStepForWhatIsNew() throws Exception {
        List<String> now = ApiText.read(CLASSES).lines();

        List<String> faults = faults(without(now, "METHOD MINOR MAJOR arguments()"), now);

        assertEquals(1, faults.size());
        assertEquals(
                expected(now, 0, 1) + " or above after a change that is MINOR: net.skywire.app.App (MINOR)",
                faults.get(0));
    }

    @Test
    void needsAMajorStepForWhatIsGone() throws Exception {
        List<String> now = ApiText.read(CLASSES).lines();

        List<String> faults = faults(now, without(now, "METHOD MINOR MAJOR arguments()"));

        assertEquals(1, faults.size());
        assertEquals(
                expected(now, 1, 0) + " or above after a change that is MAJOR: net.skywire.app.App (MAJOR)",
                faults.get(0));
    }

    @Test
    void needsAMajorStepForWhatVendorsHaveToImplementAnew() throws Exception {
        List<String> now = ApiText.read(CLASSES).lines();

        List<String> faults = faults(without(now, "METHOD MAJOR MAJOR accepted(net.skywire.app.Loop)"), now);

        assertEquals(1, faults.size());
        assertEquals(
                expected(now, 1, 0) + " or above after a change that is MAJOR: net.skywire.app.LoopHandler (MAJOR)",
                faults.get(0));
    }

    private static String expected(List<String> now, int major, int minor) throws Exception {
        Version version = ApiText.parse(now).versions().get("net.skywire.app");
        Version step = new Version(version.getMajor() + major, major > 0 ? 0 : version.getMinor() + minor, 0);
        return "package net.skywire.app " + version + ": expected version " + step;
    }

    /** The first such element, and all below it, is left out. */
    private static List<String> without(List<String> lines, String element) {
        List<String> left = new ArrayList<>();
        int depth = -1;
        boolean done = false;
        for (String line : lines) {
            int own = line.length() - line.stripLeading().length();
            if (!done && line.strip().equals(element)) {
                depth = own;
                done = true;
            } else if (depth < 0 || own <= depth) {
                depth = -1;
                left.add(line);
            }
        }
        return left;
    }

    /** What has changed without its step, a line for each package. */
    private static List<String> faults(List<String> releasedLines, List<String> nowLines) throws Exception {
        ApiText released = ApiText.parse(releasedLines);
        ApiText now = ApiText.parse(nowLines);
        List<String> faults = new ArrayList<>();
        for (Diff change : now.tree().diff(released.tree()).getChildren()) {
            if (change.getType() != Type.PACKAGE) {
                continue;
            }
            Version version = now.versions().get(change.getName());
            Version before = released.versions().get(change.getName());
            if (version == null) {
                faults.add("package " + change.getName() + " was released, and is gone");
            } else if (before != null && version.compareTo(least(before, change.getDelta())) < 0) {
                faults.add("package " + change.getName() + ' ' + version + ": expected version "
                        + least(before, change.getDelta()) + " or above after a change that is " + change.getDelta()
                        + ": " + String.join(", ", changed(change)));
            }
        }
        return faults;
    }

    private static Version least(Version before, Delta delta) {
        return switch (delta) {
            case MAJOR -> new Version(before.getMajor() + 1, 0, 0);
            case MINOR -> new Version(before.getMajor(), before.getMinor() + 1, 0);
            default -> before;
        };
    }

    private static List<String> changed(Diff change) {
        return change.getChildren().stream()
                .filter(each -> each.getDelta() != Delta.UNCHANGED && each.getDelta() != Delta.IGNORED)
                .map(each -> each.getName() + " (" + each.getDelta() + ')')
                .toList();
    }
}
