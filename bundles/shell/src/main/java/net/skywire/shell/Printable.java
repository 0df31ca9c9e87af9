package net.skywire.shell;

import java.util.regex.Pattern;

/** Text of others, made fit for an operator's terminal: it can neither steer the terminal nor flood it. */
final class Printable {

    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Printable() {}

    /** @param most characters; of a longer text, its beginning */
    static String of(String text, int most) {
        String beginning = text.length() <= most ? text : text.substring(0, most - 3) + "...";
        return UNFIT.matcher(beginning).replaceAll("?");
    }
}
