package net.skywire.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.skywire.host.OperatorCommand;

/**
 * Says how a line that somebody types may go on, from how commands say that they are asked for: words in lower case stand
 * for themselves, {@code NAME} for an app, and other words in upper case for something that is not known here.
 */
final class Completion {

    /** All others would have to be quoted. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.@+-]+");

    private static final String APP = "NAME";

    private final Supplier<List<String>> apps;

    /** @param apps their names */
    Completion(Supplier<List<String>> apps) {
        this.apps = apps;
    }

    /** @param words after the command's name; of the last the beginning, which may be empty */
    List<String> of(OperatorCommand command, List<String> words) {
        String begun = words.get(words.size() - 1);
        List<String> typed = words.subList(0, words.size() - 1);
        return Usage.of(command).stream()
                .map(usage -> Form.of(usage.form().substring(command.name().length())))
                .flatMap(form -> next(form, typed, begun.startsWith("-")))
                .filter(word -> word.startsWith(begun))
                .filter(word -> PLAIN.matcher(word).matches())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * One form of a command.
     *
     * @param places each with the words that may stand there
     * @param flags options without a value
     * @param options those with one
     */
    private record Form(List<List<String>> places, List<String> flags, List<String> options) {

        static Form of(String text) {
            Form form = new Form(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            String[] words = text.strip().split(" +");
            for (int at = 0; at < words.length; at++) {
                String word = words[at].replace("[", "").replace("]", "").replace("...", "");
                boolean hasValue = words[at].startsWith("[-") && !words[at].endsWith("]");
                if (hasValue) {
                    form.options.add(word);
                    at++;
                } else if (word.startsWith("-")) {
                    form.flags.add(word);
                } else if (!word.isEmpty()) {
                    form.places.add(List.of(word.split("\\|")));
                }
            }
            return form;
        }
    }

    private Stream<String> next(Form form, List<String> typed, boolean asksForOption) {
        int place = 0;
        for (int at = 0; at < typed.size(); at++) {
            String word = typed.get(at);
            if (form.options.contains(word)) {
                at++;
                if (at == typed.size()) {
                    return Stream.empty();
                }
            } else if (!form.flags.contains(word)) {
                if (place == form.places.size() || !mayBe(word, form.places.get(place))) {
                    return Stream.empty();
                }
                place++;
            }
        }
        if (asksForOption) {
            return Stream.concat(form.flags.stream(), form.options.stream()).filter(option -> !typed.contains(option));
        }
        return place == form.places.size() ? Stream.empty() : candidates(form.places.get(place));
    }

    private static boolean mayBe(String word, List<String> place) {
        return place.contains(word) || place.stream().anyMatch(Completion::isName);
    }

    private static boolean isName(String word) {
        return word.equals(word.toUpperCase(Locale.ROOT));
    }

    private Stream<String> candidates(List<String> place) {
        return place.stream()
                .flatMap(word ->
                        word.equals(APP) ? apps.get().stream() : isName(word) ? Stream.empty() : Stream.of(word));
    }
}
