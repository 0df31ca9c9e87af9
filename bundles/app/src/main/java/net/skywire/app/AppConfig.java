package net.skywire.app;

/**
 * What an app tells its node about itself.
 *
 * @param name as on the node's list of apps: letters, digits and {@code . _ -}, up to 64 of them
 * @param version the app's own version, such as {@code 1.0}; the same characters, up to 64
 * @param protocolVersion of the pipe protocol
 */
public record AppConfig(String name, String version, String protocolVersion) {

    /** The one protocol version there is. */
    public static final String PROTOCOL_VERSION = "0.0.1";

    private static final int MAX_LENGTH = 64;

    public AppConfig {
        check("app name", name);
        check("app version", version);
        check("protocol version", protocolVersion);
    }

    public AppConfig(String name, String version) {
        this(name, version, PROTOCOL_VERSION);
    }

    private static void check(String what, String value) {
        if (value == null || value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(what + ": expected 1 to " + MAX_LENGTH + " characters, got "
                    + (value == null ? "none" : value.length()));
        }
        for (int at = 0; at < value.length(); at++) {
            if (!allowed(value.charAt(at))) {
                throw new IllegalArgumentException(
                        what + ": expected letters, digits and . _ - only, got another at character " + at);
            }
        }
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException(what + ": expected a name, got \"" + value + '"');
        }
    }

    private static boolean allowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }
}
