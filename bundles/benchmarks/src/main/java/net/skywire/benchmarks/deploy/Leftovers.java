package net.skywire.benchmarks.deploy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What of the system this JVM holds. */
record Leftovers(long threads, long descriptors) {

    static Leftovers now() throws IOException {
        return new Leftovers(
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !carries(thread.getName()))
                        .count(),
                openDescriptors());
    }

    /** Those that the JVM keeps for virtual threads. */
    private static boolean carries(String name) {
        return name.startsWith("ForkJoinPool") || name.startsWith("VirtualThread");
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /** How many there are that were not there before. */
    long moreThan(Leftovers before) {
        return Math.max(0, threads - before.threads) + Math.max(0, descriptors - before.descriptors);
    }

    /** Megabytes of the heap in objects that are in use. */
    static double megabytes() {
        for (int times = 0; times < 3; times++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
