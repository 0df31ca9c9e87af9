package net.skywire.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** Measures something, in a JVM of its own. */
public interface Scenario {

    /** For the JVM it runs in, beside those of its topic. */
    default List<String> options() {
        return List.of();
    }

    /** @param folder empty, and this scenario's alone */
    void measure(Path folder, Report report) throws Exception;
}
