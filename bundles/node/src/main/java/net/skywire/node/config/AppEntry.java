package net.skywire.node.config;

import java.util.Optional;
import java.util.OptionalInt;
import net.skywire.app.Addr;
import net.skywire.app.AppConfig;

/**
 * An app on the node's list.
 *
 * @param version the only one that is let in; empty for any
 * @param port that the app gets; empty to leave it to the app and the node
 */
public record AppEntry(String name, Optional<String> version, OptionalInt port) {

    private static final String FORM = "name[@version][=port]";

    /** @throws IllegalArgumentException if {@code text} is not of the form {@code name[@version][=port]} */
    public static AppEntry parse(String text) {
        try {
            int equals = text.indexOf('=');
            OptionalInt port =
                    equals < 0 ? OptionalInt.empty() : OptionalInt.of(Addr.parsePort(text.substring(equals + 1)));
            String named = equals < 0 ? text : text.substring(0, equals);
            int at = named.indexOf('@');
            Optional<String> version = at < 0 ? Optional.empty() : Optional.of(named.substring(at + 1));
            AppConfig checked = new AppConfig(at < 0 ? named : named.substring(0, at), version.orElse("any"));
            return new AppEntry(checked.name(), version, port);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "apps: expected " + FORM + ", got \"" + text + "\": " + e.getMessage(), e);
        }
    }
}
