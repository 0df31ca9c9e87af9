package net.skywire.repository.index;

import java.util.Locale;

/** Whom a release is meant for. */
public enum Channel {
    /** For everybody. */
    STABLE,
    /** For those who try what comes next; they get what is stable too. */
    BETA;

    /** @throws IllegalArgumentException if {@code text} is not {@code stable} or {@code beta} */
    public static Channel parse(String text) {
        for (Channel channel : values()) {
            if (channel.toString().equals(text)) {
                return channel;
            }
        }
        throw new IllegalArgumentException("expected channel stable or beta, got \"" + text + '"');
    }

    /** Whether who follows this channel gets what is published for {@code other}. */
    public boolean has(Channel other) {
        return other.ordinal() <= ordinal();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
