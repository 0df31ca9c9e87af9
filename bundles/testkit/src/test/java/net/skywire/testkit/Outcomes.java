package net.skywire.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What becomes of tests that are run from within a test. */
final class Outcomes {

    private Outcomes() {}

    /** The messages of a test's failure: its own, and of what came of it afterwards. */
    static List<String> failuresOf(Class<?> tests, String test) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.conditions.deactivate", "*")
                .selectors(selectMethod(tests, test, SkywireNode.class))
                .execute()
                .testEvents()
                .finished()
                .stream()
                .flatMap(Outcomes::messages)
                .toList();
    }

    private static Stream<String> messages(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream()
                .flatMap(thrown -> Stream.concat(Stream.of(thrown), Arrays.stream(thrown.getSuppressed())))
                .map(Throwable::getMessage);
    }
}
