package net.skywire.repository.place;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A folder, such as one on a USB stick. */
final class FolderPlace implements Place {

    private final Path folder;

    FolderPlace(Path folder) {
        this.folder = folder;
    }

    @Override
    public Content open(String path, Ask ask) throws IOException {
        Path file = folder.resolve(path);
        if (!Files.isDirectory(folder)) {
            throw new FileNotFoundException("expected folder " + folder + ", found none; is the medium mounted?");
        }
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new FileNotFoundException("expected a file in " + folder + ", " + path + " leads out of it");
            }
            InputStream in = Files.newInputStream(file);
            in.skipNBytes(ask.from());
            return new Content(in, ask.from(), "", false, () -> {});
        } catch (NoSuchFileException e) {
            throw (IOException) new FileNotFoundException("expected file " + file + ", found none").initCause(e);
        }
    }
}
