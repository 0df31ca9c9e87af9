package net.skywire.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.skywire.host.file.WholeFile;

/** Configurations for tests, written with ' in place of ". */
final class ConfigText {

    /** The generator of the curve, which belongs to the secret key 1. */
    static final String KEY = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    static final String SECRET = "0".repeat(63) + "1";

    private ConfigText() {}

    static String json(String text) {
        return text.replace('\'', '"');
    }

    static Reading read(Path folder, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("text.json"), json(text));
        Files.setPosixFilePermissions(file, WholeFile.SECRET);
        return ConfigStore.check(JsonFile.read(file), file, Folders.of(folder));
    }

    static List<String> faults(Path folder, String text) throws IOException {
        return read(folder, text).faults().stream().map(Fault::toString).toList();
    }
}
