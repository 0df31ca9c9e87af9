package net.skywire.node.config;

import java.util.ArrayList;
import java.util.List;

/** What is found while a configuration is read. Used by one thread. */
final class Findings {

    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> warnings = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    void fault(String path, String message) {
        faults.add(new Fault(path, message));
    }

    void warn(String path, String message) {
        warnings.add(new Fault(path, message));
    }

    void unknown(String path) {
        unknown.add(path);
    }

    void addAll(Findings others) {
        faults.addAll(others.faults);
        addAllButFaults(others);
    }

    void addAllButFaults(Findings others) {
        warnings.addAll(others.warnings);
        unknown.addAll(others.unknown);
    }

    boolean hasFaults() {
        return !faults.isEmpty();
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** In the order of the places, with all keys that nobody knows in the last. */
    List<String> warnings() {
        List<String> lines = new ArrayList<>();
        warnings.forEach(warning -> lines.add(warning.toString()));
        if (!unknown.isEmpty()) {
            lines.add("unknown keys, which have no effect and are kept: " + String.join(", ", unknown));
        }
        return lines;
    }
}
