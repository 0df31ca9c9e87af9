package net.skywire.host.internal;

import java.util.List;
import java.util.stream.Stream;

/**
 * The services of other apps that a bundle asks for, by its header {@code Skywire-Services}: names of interfaces, where
 * {@code *} at the end of one stands for any. Immutable.
 */
record ServiceNames(List<String> names) {

    static final String HEADER = "Skywire-Services";

    /** Of a bundle without the header. */
    static final ServiceNames NONE = new ServiceNames(List.of());

    private static final int MAX_ENTRIES = 256;

    /**
     * @param text null if the header is absent
     * @throws IllegalArgumentException if it is no list of names; the message says what was expected, and what came
     */
    static ServiceNames parse(String text) {
        if (text == null) {
            return NONE;
        }
        List<String> names = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (names.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    HEADER + ": expected at most " + MAX_ENTRIES + " names, got " + names.size());
        }
        names.forEach(ServiceNames::check);
        return new ServiceNames(names);
    }

    private static void check(String name) {
        boolean anyPackage = name.equals("*") || name.endsWith(".*");
        String plain = anyPackage ? name.substring(0, name.length() - 1) : name;
        if (name.isEmpty() || !plain.chars().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c))) {
            throw new IllegalArgumentException(
                    HEADER + ": expected a name such as net.example.Chat, net.example.* or *, got \"" + name + '"');
        }
    }

    boolean hasAnyOf(String[] interfaces) {
        return Stream.of(interfaces).anyMatch(this::has);
    }

    private boolean has(String type) {
        return names.stream()
                .anyMatch(name ->
                        name.endsWith("*") ? type.startsWith(name.substring(0, name.length() - 1)) : type.equals(name));
    }
}
