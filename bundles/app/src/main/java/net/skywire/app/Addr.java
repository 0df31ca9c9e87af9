package net.skywire.app;

import java.net.SocketAddress;

/** Where an app can be reached: the public key of its node, and its port there. Immutable. */
public final class Addr extends SocketAddress {

    /** The highest port; the lowest is 1. Port 0 is the node itself and no app's. */
    public static final int MAX_PORT = 65535;

    private static final long serialVersionUID = 1;

    private final transient PubKey key;
    private final int port;

    /** @throws IllegalArgumentException if {@code port} is outside 1..65535 */
    public Addr(PubKey key, int port) {
        if (key == null) {
            throw new IllegalArgumentException("address: expected a public key, got none");
        }
        this.key = key;
        this.port = checkedPort(port);
    }

    /**
     * Reads the text form, {@code <66 hex digits>:<port>}.
     *
     * @throws IllegalArgumentException if {@code text} is no address, saying where and why
     */
    public static Addr parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("address: expected <public key>:<port>, got no colon");
        }
        return new Addr(PubKey.parse(text.substring(0, colon)), parsePort(text.substring(colon + 1)));
    }

    /**
     * Reads a port in decimal.
     *
     * @throws IllegalArgumentException if {@code text} is no number in 1..65535
     */
    public static int parsePort(String text) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("port: expected a number in 1.." + MAX_PORT + ", got \"" + text + '"');
        }
        return checkedPort(Integer.parseInt(text));
    }

    /** Gives {@code port} back, or throws IllegalArgumentException if it is outside 1..65535. */
    public static int checkedPort(int port) {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port: expected a number in 1.." + MAX_PORT + ", got " + port);
        }
        return port;
    }

    public PubKey key() {
        return key;
    }

    public int port() {
        return port;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Addr addr && port == addr.port && key.equals(addr.key);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + port;
    }

    @Override
    public String toString() {
        return key + ":" + port;
    }

    private Object writeReplace() {
        return new Text(toString());
    }

    /** The serial form, so that what is read back is checked as any other text is. */
    private record Text(String addr) implements java.io.Serializable {
        private Object readResolve() {
            return parse(addr);
        }
    }
}
