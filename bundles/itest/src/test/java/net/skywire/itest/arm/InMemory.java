package net.skywire.itest.arm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Folders on a file system that numbers what is in a folder from 1. Others number it by 64 bits, which the emulator of a
 * machine of 32 hands on as they are, and reading a folder fails: "Value too large for defined data type".
 */
final class InMemory implements TempDirFactory {

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        return Files.createTempDirectory(Path.of("/dev/shm"), "skywire-arm");
    }
}
