package net.skywire.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files with a secret, and who may read them. */
final class SecretFile {

    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private SecretFile() {}

    static Set<PosixFilePermission> permissions(Path file) throws IOException {
        return Files.getPosixFilePermissions(file);
    }

    static boolean isSecret(Path file) throws IOException {
        return permissions(file).stream().noneMatch(OTHERS::contains);
    }

    /** @throws IOException if others than the owner may read or change the file */
    static void checkSecret(Path file) throws IOException {
        if (!isSecret(file)) {
            throw new IOException(file + ": " + openTo(file));
        }
    }

    /** What to say of a file with a secret that is none. */
    static String openTo(Path file) throws IOException {
        return "expected a file that its owner alone can read, got mode "
                + PosixFilePermissions.toString(permissions(file)) + "; it holds a secret key: chmod 600 " + file;
    }
}
