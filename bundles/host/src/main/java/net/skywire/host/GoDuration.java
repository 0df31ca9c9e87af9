package net.skywire.host;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as Go writes them: {@code 10s}, {@code 1m30s}, {@code 1.5h}, {@code 200ms}, {@code 0}. */
public final class GoDuration {

    public static final String FORM = "a duration such as 10s, 1m30s or 500ms, or a number of nanoseconds";

    private static final int MAX_LENGTH = 64;
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /** @throws IllegalArgumentException if {@code text} is none, or is negative or longer than 292 years */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (text.length() <= MAX_LENGTH && part.find(end) && part.start() == end) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.get(part.group(2)))));
            end = part.end();
        }
        if (end == 0 || end < text.length() || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("expected " + FORM + ", got \"" + text + '"');
        }
        return Duration.ofNanos(nanos.longValue());
    }

    /** In hours, minutes and seconds: {@code 1m30s}, {@code 0.5s}. */
    public static String format(Duration duration) {
        return duration.isZero() ? "0s" : duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
