package net.skywire.shell;

import java.util.regex.Pattern;

/** Text of others, made fit for an operator's terminal: it can neither steer the terminal nor flood it. */
final class Printable {

    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}&&[^\\t]]");

    private Printable() {}

    static String of(String text) {
        return UNFIT.matcher(text).replaceAll("?");
    }

    /** @param most characters; of a longer text, its beginning */
    static String of(String text, int most) {
        return of(text.length() <= most ? text : text.substring(0, most - 3) + "...");
    }
}
