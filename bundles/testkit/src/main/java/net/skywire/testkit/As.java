package net.skywire.testkit;

/** What an app runs as. */
public enum As {
    /** In this JVM, on threads of its own, its loops in memory: as a container runs a bundle. */
    BUNDLE,
    /** In a JVM of its own, with pipes on descriptors 3 and 4: as any node runs a process. */
    PROCESS
}
