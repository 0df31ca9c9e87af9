package net.skywire.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list of apps in the text of a node's configuration. What is added leaves all else as it is, comments too, which a
 * JSON library would not.
 */
final class AppList {

    /** Comments, strings, and whatever else has a meaning. */
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}:,]|[^\\s\\[\\]{}:,\"/]+", Pattern.DOTALL);

    private final String text;
    private final List<Token> tokens = new ArrayList<>();

    private record Token(String text, int end) {}

    AppList(String text) {
        this.text = text;
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            if (!matcher.group().startsWith("/")) {
                tokens.add(new Token(matcher.group(), matcher.end()));
            }
        }
    }

    /**
     * The text with one more app on its list, which starts; the same text if it is there already.
     *
     * @throws IOException if there is no list
     */
    String with(String app, List<String> arguments) throws IOException {
        int list = beginning();
        if (has(list, app)) {
            return text;
        }
        boolean isEmpty = tokens.get(list + 1).text().equals("]");
        String words = arguments.isEmpty()
                ? ""
                : ", \"args\": " + arguments.stream().map(Report::quoted).toList();
        String entry = "\n    {\"app\": " + Report.quoted(app) + ", \"auto_start\": true" + words + "}"
                + (isEmpty ? "\n  " : ",");
        int at = tokens.get(list).end();
        return text.substring(0, at) + entry + text.substring(at);
    }

    /** The token that begins the list. */
    private int beginning() throws IOException {
        int depth = 0;
        for (int at = 0; at + 2 < tokens.size(); at++) {
            depth += step(at);
            if (depth == 1 && is(at, "\"apps\"") && is(at + 1, ":") && is(at + 2, "[") && at + 3 < tokens.size()) {
                return at + 2;
            }
        }
        throw new IOException("expected a list \"apps\", found none");
    }

    private boolean has(int list, String app) {
        int depth = 0;
        for (int at = list; at + 2 < tokens.size(); at++) {
            depth += step(at);
            if (depth == 0) {
                return false;
            }
            if (depth == 2 && is(at, "\"app\"") && is(at + 1, ":") && is(at + 2, Report.quoted(app))) {
                return true;
            }
        }
        return false;
    }

    private int step(int at) {
        return switch (tokens.get(at).text()) {
            case "{", "[" -> 1;
            case "}", "]" -> -1;
            default -> 0;
        };
    }

    private boolean is(int at, String token) {
        return tokens.get(at).text().equals(token);
    }
}
