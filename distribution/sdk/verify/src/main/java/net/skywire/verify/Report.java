package net.skywire.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All findings on one jar, in the order of the checks. For one thread. */
final class Report {

    private static final String LINE = "%-8s %-10s %s";

    private final Path jar;
    private final List<Finding> findings = new ArrayList<>();

    Report(Path jar) {
        this.jar = jar;
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    boolean hasFailed() {
        return findings.stream().anyMatch(Finding::hasFailed);
    }

    /** For people: a line for each check, and one for all. */
    String text() {
        String lines = findings.stream()
                .map(finding -> String.format(LINE, finding.outcome(), finding.check(), finding.text()) + '\n')
                .collect(Collectors.joining());
        long failed = findings.stream().filter(Finding::hasFailed).count();
        return lines
                + jar
                + (failed == 0 ? ": a node takes it\n" : ": " + failed + " of " + findings.size() + " failed\n");
    }

    /** For programs: one object in one line. */
    String json() {
        String checks = findings.stream()
                .map(finding -> "{\"check\":" + quoted(finding.check()) + ",\"outcome\":"
                        + quoted(finding.outcome().toString().toLowerCase(java.util.Locale.ROOT)) + ",\"text\":"
                        + quoted(finding.text()) + '}')
                .collect(Collectors.joining(","));
        return "{\"jar\":" + quoted(jar.toString()) + ",\"ok\":" + !hasFailed() + ",\"checks\":[" + checks + "]}\n";
    }

    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
