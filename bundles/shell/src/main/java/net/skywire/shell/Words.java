package net.skywire.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of a command, taken one by one: options first, wherever they are. Not for several threads. */
final class Words {

    private static final int MAX_ECHO = 80;

    private final List<String> left;

    Words(List<String> words) {
        left = new ArrayList<>(words);
    }

    boolean takeFlag(String flag) {
        return left.remove(flag);
    }

    /** @throws IllegalArgumentException if the option is there without its value */
    Optional<String> takeOption(String option) {
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
    String take(String what) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException("expected " + what + ", got nothing");
        }
        return left.remove(0);
    }

    Optional<String> takeIfAny() {
        return left.isEmpty() ? Optional.empty() : Optional.of(left.remove(0));
    }

    /** @throws IllegalArgumentException if there is another */
    void expectNoMore() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("expected no more words, got \"" + echo(left.get(0)) + '"');
        }
    }

    static String echo(String word) {
        return Printable.of(word, MAX_ECHO);
    }
}
