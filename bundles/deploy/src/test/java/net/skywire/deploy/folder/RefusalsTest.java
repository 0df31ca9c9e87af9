package net.skywire.deploy.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.skywire.deploy.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalsTest {

    private static final RefusedException CUT = new RefusedException("cut");
    private static final RefusedException LONELY = new RefusedException("lonely", true);

    private final Refusals refusals = new Refusals(2);

    @TempDir
    Path folder;

    @Test
    void areNewsOnceForTheSameContent() throws Exception {
        assertTrue(refusals.add(file("a.jar", "one"), CUT));
        assertFalse(refusals.add(file("a.jar", "one"), CUT));
        assertTrue(refusals.add(file("a.jar", "two"), CUT));
    }

    @Test
    void areNoNewsWhileAFileGrows() throws Exception {
        assertTrue(refusals.add(file("a.jar", ""), CUT));
        assertFalse(refusals.add(file("a.jar", "one"), CUT));
        assertFalse(refusals.add(file("a.jar", "one, two"), CUT));
    }

    @Test
    void areNewsForAnotherReasonOrAfterSuccess() throws Exception {
        assertTrue(refusals.add(file("a.jar", "one"), CUT));
        assertTrue(refusals.add(file("a.jar", "one"), LONELY));
        refusals.forget("a.jar");
        assertTrue(refusals.add(file("a.jar", "one"), LONELY));
    }

    @Test
    void areALineEachForWhoeverAsks() throws Exception {
        refusals.add(file("a.jar", "one"), CUT);
        refusals.add(file("b.jar", "one"), LONELY);
        assertEquals(List.of("refused a.jar: cut", "refused b.jar: lonely"), refusals.lines());

        refusals.forget("a.jar");

        assertEquals(List.of("refused b.jar: lonely"), refusals.lines());
    }

    @Test
    void areLeftAsTheyWereIfTheFileIsGone() throws Exception {
        Path file = file("a.jar", "one");
        refusals.add(file, CUT);
        Files.delete(file);

        assertThrows(IOException.class, () -> refusals.add(file, LONELY));
        assertEquals(List.of("refused a.jar: cut"), refusals.lines());
        refusals.forget("a.jar");
        assertEquals(List.of(), refusals.lines());
    }

    @Test
    void forgetTheOldestBeyondTheMost() throws Exception {
        refusals.add(file("a.jar", "one"), LONELY);
        refusals.add(file("b.jar", "one"), LONELY);
        assertEquals(List.of("a.jar", "b.jar"), refusals.dependingOnOthers());

        refusals.add(file("c.jar", "one"), LONELY);

        assertEquals(List.of("b.jar", "c.jar"), refusals.dependingOnOthers());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
