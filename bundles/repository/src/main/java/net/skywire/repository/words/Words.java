package net.skywire.repository.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.skywire.deploy.publisher.Shown;

/** The words of a command, taken one by one: options first, wherever they are. For one thread. */
public final class Words {

    private final List<String> left;

    public Words(List<String> words) {
        left = new ArrayList<>(words);
    }

    public boolean takeFlag(String flag) {
        return left.remove(flag);
    }

    /** @throws IllegalArgumentException if the option is there without its value */
    public Optional<String> takeOption(String option) {
        int at = left.indexOf(option);
        if (at < 0) {
            return Optional.empty();
        }
        left.remove(at);
        if (at == left.size()) {
            throw new IllegalArgumentException(option + ": expected a value, got nothing");
        }
        return Optional.of(left.remove(at));
    }

    /** @throws IllegalArgumentException if there is none */
    public String take(String what) {
        return takeIfAny().orElseThrow(() -> new IllegalArgumentException("expected " + what + ", got nothing"));
    }

    /** @throws IllegalArgumentException if the next one is an option that nobody knows */
    public Optional<String> takeIfAny() {
        if (left.isEmpty()) {
            return Optional.empty();
        }
        if (left.get(0).startsWith("--")) {
            throw new IllegalArgumentException("unknown option " + Shown.of(left.get(0)));
        }
        return Optional.of(left.remove(0));
    }

    /** @throws IllegalArgumentException if there is another */
    public void expectNoMore() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("expected no more words, got \"" + Shown.of(left.get(0)) + '"');
        }
    }
}
