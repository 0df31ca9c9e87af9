package net.skywire.repository.place;

import java.io.IOException;

/** Where the files of a repository lie. Any thread may call. */
public interface Place {

    /**
     * A file, or its rest, or that it is as it was.
     *
     * @param path below the repository's folder
     * @param ask what is wanted of it
     * @throws java.io.FileNotFoundException if there is no such file
     * @throws IOException if the place cannot be reached
     */
    Content open(String path, Ask ask) throws IOException;

    /**
     * What is wanted of a file.
     *
     * @param from the first byte that is wanted, and may be ignored
     * @param tag of the file of which there is something already; empty if it is not known
     * @param changed whether it is wanted only if it has another tag
     */
    record Ask(long from, String tag, boolean changed) {

        public static final Ask ALL = new Ask(0, "", false);

        /** The bytes from there on, of the file with this tag. */
        public static Ask rest(long from, String tag) {
            return new Ask(from, tag, false);
        }

        /** All of it, if it is no longer the file with this tag. */
        public static Ask unless(String tag) {
            return new Ask(0, tag, !tag.isEmpty());
        }
    }
}
