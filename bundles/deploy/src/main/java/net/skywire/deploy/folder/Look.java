package net.skywire.deploy.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** What a glance at a jar shows, without reading it. */
record Look(long length, FileTime modified, Object fileKey) {

    /** Of a file that is there, but cannot be looked at: who reads it will say why. */
    private static final Look UNREADABLE = new Look(-1, FileTime.fromMillis(0), null);

    /** Hidden files and those of other endings are not ours to look at. */
    static boolean isJar(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.startsWith(".");
    }

    /** Empty if there is no such file, or something else than a file. */
    static Optional<Look> at(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Look(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(UNREADABLE);
        }
    }
}
