package net.skywire.benchmarks;

import java.nio.file.Path;

/** Measures something, in a JVM of its own. */
public interface Scenario {

    /** @param folder empty, and this scenario's alone */
    void measure(Path folder, Report report) throws Exception;
}
