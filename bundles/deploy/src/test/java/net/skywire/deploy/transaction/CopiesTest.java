package net.skywire.deploy.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.skywire.deploy.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {

    @TempDir
    Path folder;

    @Test
    void areOfFilesUpToTheGreatestLength() throws Exception {
        Copies copies = new Copies(folder.resolve("copies"));

        assertEquals(Copies.MAX_LENGTH, Files.size(copies.take(ofLength(Copies.MAX_LENGTH))));
        assertEquals(
                "expected up to 67108864 bytes, got more",
                assertThrows(RefusedException.class, () -> copies.take(ofLength(Copies.MAX_LENGTH + 1)))
                        .getMessage());
    }

    @Test
    void stayAsTheyAreWhateverBecomesOfTheFile() throws Exception {
        Copies copies = new Copies(folder.resolve("copies"));
        Path file = Files.writeString(folder.resolve("chat.jar"), "first");
        copies.take(file);
        copies.keep("chat.jar");

        Files.writeString(file, "second");
        copies.take(file);
        copies.drop();

        assertEquals("first", Files.readString(copies.current("chat.jar")));
    }

    @Test
    void areDeletedOfAllButThoseRetained() throws Exception {
        Copies copies = new Copies(folder.resolve("copies"));
        for (String name : List.of("a.jar", "b.jar")) {
            copies.take(Files.writeString(folder.resolve(name), name));
            copies.keep(name);
        }

        copies.retain(List.of("b.jar"));

        assertFalse(Files.exists(copies.current("a.jar")));
        assertTrue(Files.exists(copies.current("b.jar")));
    }

    private Path ofLength(long length) throws Exception {
        Path file = folder.resolve("long.jar");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(length);
        }
        return file;
    }
}
