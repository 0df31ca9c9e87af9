package net.skywire.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the verification of a jar has found, for a test to look at. */
final class Verified {

    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(2));

    private final Report report;

    private Verified(Report report) {
        this.report = report;
    }

    /** @param folder for this run; need not be there */
    static Verified of(Path folder, Path jar, String... options) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(options));
        words.add(jar.toString());
        LogWatch log = LogWatch.install();
        try {
            Path own = Files.createTempDirectory(folder, "verify");
            return new Verified(new Verification(own, Options.parse(words), SHORT, log).run());
        } finally {
            log.close();
        }
    }

    Verified expect(String check, Finding.Outcome outcome, String text) {
        Finding found = report.findings().stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + check + " in " + report.text()));
        assertEquals(outcome, found.outcome(), report::text);
        assertTrue(found.text().contains(text), report::text);
        return this;
    }

    Verified failed(String check, String text) {
        assertTrue(report.hasFailed());
        return expect(check, Finding.Outcome.FAILED, text);
    }

    Verified passes() {
        assertTrue(!report.hasFailed(), report::text);
        return this;
    }
}
