package net.skywire.itest.arm;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests of the contracts that are left out under emulation, each with its reason. Found as a service by {@link ContractRun}. */
public final class LeftOut implements ExecutionCondition {

    private static final String SPAWN = "the emulator tells nobody that a program could not be started";
    private static final String MESSAGES = "the emulator does not cut what comes with a message to the room there is";

    private static final String JVM = "another JVM for what no machine changes";

    /** By contract, method, and for one of several invocations its number. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            entry("SpawnContract#leavesNothingOfAChildThatCannotStart", SPAWN),
            entry("SpawnContract#leavesNothingWhereverAStartFails", SPAWN),
            entry("HandoverContract#leavesNothingOfWhatItRefuses#3", MESSAGES),
            entry("HandoverContract#leavesNothingOfWhatItRefuses#4", MESSAGES),
            entry("AdoptContract#tellsAUserWhoStartsAnAppByHandWhatIsMissing", JVM),
            entry("AdoptContract#takesOverThePipesOfAProcess", JVM),
            entry("AdoptContract#takesOverThePipesOfAProcessOnce", JVM),
            entry("AdoptContract#refusesBothEndsOfOnePipe", JVM),
            entry("AdoptContract#leavesThePeerItsEndOfTheStream", JVM),
            entry(
                    "GatheringContract#leavesNothingLyingWhenAWriterStops",
                    "20 s for the order of memory, of which an emulator can tell nothing"),
            entry(
                    "SendCodecContract#meetsAnyDamageAsJacksonDoes",
                    "20 s for what native/test/run does in C on the same emulator"));

    /** Their names. */
    static Set<String> names() {
        return REASONS.keySet();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String name = context.getTestMethod()
                .map(method -> method.getDeclaringClass().getSimpleName() + '#' + method.getName())
                .map(method -> method + invocation(context.getUniqueId()))
                .orElse("");
        String reason = REASONS.get(name);
        return reason == null
                ? ConditionEvaluationResult.enabled(name)
                : ConditionEvaluationResult.disabled(name + ": " + reason);
    }

    private static String invocation(String id) {
        int at = id.indexOf("[test-template-invocation:");
        return at < 0 ? "" : id.substring(at).replaceAll(".*(#\\d+)]", "$1");
    }
}
