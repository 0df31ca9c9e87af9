package net.skywire.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;

/** With what this JVM was started, for another like it. */
public final class ProcessOptions {

    private ProcessOptions() {}

    public static List<String> ofThisJvm() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }
}
