package net.skywire.app.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.skywire.app.Addr;
import net.skywire.app.PubKey;

/**
 * Which loops an app says it opens and accepts, by the headers {@code Skywire-Dial} and {@code Skywire-Accept} of its
 * bundle. Immutable.
 */
public final class LoopPermissions {

    /** The header of addresses: {@code none}, or {@code KEY:PORTS, ...}, where either may be {@code *}. */
    public static final String DIAL = "Skywire-Dial";

    /** The header of ports: {@code none}, or {@code PORTS, ...}. */
    public static final String ACCEPT = "Skywire-Accept";

    /** The most entries of a header. */
    public static final int MAX_ENTRIES = 256;

    /** Of an app that says nothing. */
    public static final LoopPermissions ANY = parse(null, null);

    private static final String ALL = "*";
    private static final String NONE = "none";

    private final String dialText;
    private final String acceptText;
    private final List<Remote> dials;
    private final List<Ports> accepts;

    private record Ports(int first, int last) {
        boolean has(int port) {
            return port >= first && port <= last;
        }
    }

    private record Remote(Optional<PubKey> key, Ports ports) {
        boolean is(Addr addr) {
            return key.orElse(addr.key()).equals(addr.key()) && ports.has(addr.port());
        }
    }

    private LoopPermissions(String dialText, List<Remote> dials, String acceptText, List<Ports> accepts) {
        this.dialText = dialText;
        this.dials = List.copyOf(dials);
        this.acceptText = acceptText;
        this.accepts = List.copyOf(accepts);
    }

    /**
     * Reads the two headers, of which each may be absent: then all is permitted.
     *
     * @param dial null if absent
     * @param accept null if absent
     * @throws IllegalArgumentException if one is no list as it should be; the message says what was expected and came
     */
    public static LoopPermissions parse(String dial, String accept) {
        List<Remote> dials = new ArrayList<>();
        for (String entry : entries(DIAL, dial, ALL + ':' + ALL)) {
            dials.add(remote(entry));
        }
        List<Ports> accepts = new ArrayList<>();
        for (String entry : entries(ACCEPT, accept, ALL)) {
            accepts.add(ports(ACCEPT, entry, entry));
        }
        return new LoopPermissions(text(dial), dials, text(accept), accepts);
    }

    private static String text(String header) {
        return header == null ? "" : header.strip();
    }

    private static String[] entries(String header, String text, String absent) {
        String list = text == null ? absent : text.strip();
        if (list.equals(NONE)) {
            return new String[0];
        }
        String[] entries = list.split("\\s*,\\s*", -1);
        if (entries.length > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    header + ": expected at most " + MAX_ENTRIES + " entries, got " + entries.length);
        }
        return entries;
    }

    private static Remote remote(String entry) {
        int colon = entry.indexOf(':');
        if (colon < 0) {
            throw malformed(DIAL, "KEY:PORTS or none", entry);
        }
        String key = entry.substring(0, colon);
        return new Remote(
                key.equals(ALL) ? Optional.empty() : Optional.of(key(key, entry)),
                ports(DIAL, entry.substring(colon + 1), entry));
    }

    private static PubKey key(String text, String entry) {
        try {
            return PubKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw malformed(DIAL, "a public key or *", entry);
        }
    }

    private static Ports ports(String header, String text, String entry) {
        if (text.equals(ALL)) {
            return new Ports(1, Addr.MAX_PORT);
        }
        int dash = text.indexOf('-');
        try {
            int first = Addr.parsePort(dash < 0 ? text : text.substring(0, dash));
            int last = dash < 0 ? first : Addr.parsePort(text.substring(dash + 1));
            if (first <= last) {
                return new Ports(first, last);
            }
        } catch (IllegalArgumentException e) {
            // as any other that is none
        }
        throw malformed(header, "a port in 1.." + Addr.MAX_PORT + ", a range such as 10-20, or *", entry);
    }

    private static IllegalArgumentException malformed(String header, String expected, String entry) {
        return new IllegalArgumentException(header + ": expected " + expected + ", got \"" + entry + '"');
    }

    public boolean permitsDial(Addr remote) {
        return dials.stream().anyMatch(dial -> dial.is(remote));
    }

    /** @param port the app's own */
    public boolean permitsAccept(int port) {
        return accepts.stream().anyMatch(ports -> ports.has(port));
    }

    /** Why {@code app} may not dial {@code remote}. */
    public String refusal(String app, Addr remote) {
        return "dial: not permitted: " + app + " asks for " + dialText + " in its " + DIAL + ", got " + remote;
    }

    /** Why {@code app} is not reached at its port. */
    public String refusal(String app, int port) {
        return app + " asks for " + acceptText + " in its " + ACCEPT + ", and its port is " + port;
    }
}
