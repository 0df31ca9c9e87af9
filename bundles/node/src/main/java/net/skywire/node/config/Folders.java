package net.skywire.node.config;

import java.nio.file.Path;

/**
 * Where the configuration's paths lead.
 *
 * @param base what relative ones are relative to
 * @param apps where executables are if nothing is said
 * @param local where working folders are if nothing is said
 */
public record Folders(Path base, Path apps, Path local) {

    /** Of a container in {@code home}, for a file in its {@code conf/} or none. */
    public static Folders ofProduct(Path home) {
        return new Folders(home, home.resolve("apps"), home.resolve("data").resolve("local"));
    }

    /** Of a file anywhere else. */
    public static Folders of(Path folder) {
        return new Folders(folder, folder.resolve("apps"), folder.resolve("local"));
    }
}
