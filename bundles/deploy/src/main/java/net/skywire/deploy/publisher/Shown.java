package net.skywire.deploy.signature;

import java.security.cert.X509Certificate;
import java.util.regex.Pattern;

/** What strangers have written, fit for one line of a log. */
final class Shown {

    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    private static final int MAX_LENGTH = 120;

    private Shown() {}

    static String of(String text) {
        String begin = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
        return UNFIT.matcher(begin).replaceAll("?");
    }

    static String subject(X509Certificate certificate) {
        return of(certificate.getSubjectX500Principal().getName());
    }
}
