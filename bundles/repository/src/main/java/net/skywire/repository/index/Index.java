package net.skywire.repository.index;

import java.util.List;

/**
 * What a vendor has published, all versions of it.
 *
 * @param name as the vendor calls the repository
 * @param increment grows with each change
 */
public record Index(String name, long increment, List<Release> releases) {

    /** Bytes in an index, and in the jar around it. */
    public static final int MAX_LENGTH = 16 * 1024 * 1024;

    public static final int MAX_RELEASES = 10_000;

    public Index {
        releases = List.copyOf(releases);
    }
}
