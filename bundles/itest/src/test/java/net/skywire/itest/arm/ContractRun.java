package net.skywire.itest.arm;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes in a JVM that is no part of the build, and says what became of each test: {@code passed 12}. */
final class ContractRun implements TestExecutionListener {

    private final Map<String, Integer> counts = new TreeMap<>();

    private ContractRun() {}

    /** @param classes their names; for a nested class, {@code Outer$Nested} */
    public static void main(String[] classes) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Stream.of(classes).map(name -> selectClass(name)).toList())
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true") // for LeftOut
                .build();
        ContractRun run = new ContractRun();
        LauncherFactory.create().execute(request, run);
        for (String what : List.of("passed", "failed", "skipped")) {
            System.out.println(what + ' ' + run.counts.getOrDefault(what, 0));
        }
        System.out.flush();
        Runtime.getRuntime().halt(0); // whatever threads a test has left
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        System.out.println("skip " + reason);
        count("skipped");
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            if (test.isTest()) {
                count("passed");
            }
            return;
        }
        boolean aborted = result.getStatus() == TestExecutionResult.Status.ABORTED;
        System.out.println((aborted ? "skip " : "fail ") + test.getUniqueId());
        result.getThrowable().ifPresent(cause -> cause.printStackTrace(System.out));
        count(aborted ? "skipped" : "failed");
    }
}
