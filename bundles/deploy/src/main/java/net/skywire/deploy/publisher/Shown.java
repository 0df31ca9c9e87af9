package net.skywire.deploy.publisher;

import java.security.cert.X509Certificate;
import java.util.regex.Pattern;

/** What strangers have written, fit for one line of a log. */
public final class Shown {

    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    private static final int MAX_LENGTH = 120;

    private Shown() {}

    /** At least its beginning. */
    public static String of(String text) {
        return whole(text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...");
    }

    public static String whole(String text) {
        return UNFIT.matcher(text).replaceAll("?");
    }

    static boolean isFit(String text) {
        return !UNFIT.matcher(text).find();
    }

    public static String subject(X509Certificate certificate) {
        return of(certificate.getSubjectX500Principal().getName());
    }
}
