package net.skywire.deploy.jar;

import java.util.ArrayList;
import java.util.List;

/** A manifest header of OSGi's form: clauses with commas between them, each with parameters behind semicolons. */
final class Header {

    private Header() {}

    static List<String> clauses(String header) {
        return split(header, ',');
    }

    /** A clause without its parameters; several where they share them. */
    static List<String> names(String clause) {
        return split(clause, ';').stream().filter(part -> !part.contains("=")).toList();
    }

    /** What is in quotes holds no separators. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            quoted ^= c == '"';
            if (c == separator && !quoted) {
                add(parts, text.substring(begin, at));
                begin = at + 1;
            }
        }
        add(parts, text.substring(begin));
        return parts;
    }

    private static void add(List<String> parts, String part) {
        if (!part.isBlank()) {
            parts.add(part.strip());
        }
    }
}
