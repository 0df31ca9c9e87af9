package net.skywire.benchmarks.scale;

import java.lang.management.ManagementFactory;

/** The heap of this JVM, with a collector that finds all garbage when asked. */
final class Heap {

    private Heap() {}

    /** Bytes in objects that are in use. */
    static long live() {
        for (int times = 0; times < 3; times++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
