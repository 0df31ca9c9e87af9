package net.skywire.node.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The keys of a Go node's configuration that say nothing to this node: they are checked for their kinds, kept, and known
 * to be known. All that Go nodes of 2019 have are here.
 */
final class OriginalKeys {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final int MAX_ELEMENTS = 4096;

    private static final Consumer<Place> TEXT = Place::text;
    private static final Consumer<Place> NUMBER = place -> place.number(0, Integer.MAX_VALUE);
    private static final Consumer<Place> DURATION = place -> place.duration(LONGEST);
    private static final Consumer<Place> TEXTS = each(TEXT);

    private static final Consumer<Place> STORE = object(Map.of("type", TEXT, "location", TEXT));
    private static final Consumer<Place> MESSAGING =
            object(Map.of("discovery", TEXT, "server_count", NUMBER, "sessions_count", NUMBER));
    private static final Consumer<Place> TRANSPORT =
            object(Map.of("discovery", TEXT, "log_store", STORE, "trusted_visors", TEXTS));
    private static final Consumer<Place> ROUTING = object(
            Map.of("setup_nodes", TEXTS, "route_finder", TEXT, "route_finder_timeout", DURATION, "table", STORE));
    private static final Consumer<Place> MANAGERS = each(object(Map.of("public_key", TEXT, "address", TEXT)));
    private static final Consumer<Place> ADDRESS = object(Map.of("addr", TEXT, "tracker", TEXT));

    private static final Map<String, Consumer<Place>> ALL = new LinkedHashMap<>(Map.ofEntries(
            Map.entry("messaging", MESSAGING),
            Map.entry("dmsg", MESSAGING),
            Map.entry("transport", TRANSPORT),
            Map.entry("routing", ROUTING),
            Map.entry("uptime", ADDRESS),
            Map.entry("uptime_tracker", ADDRESS),
            Map.entry("trusted_nodes", TEXTS),
            Map.entry("manager_nodes", MANAGERS),
            Map.entry("hypervisors", MANAGERS),
            Map.entry("transport-type", TEXT),
            Map.entry("interfaces", object(Map.of("rpc", TEXT)))));

    private OriginalKeys() {}

    static boolean has(String key) {
        return ALL.containsKey(key);
    }

    static void check(Place root) {
        ALL.forEach((key, check) -> check.accept(root.get(key)));
    }

    private static Consumer<Place> object(Map<String, Consumer<Place>> members) {
        return place -> {
            place.knows(members.keySet());
            members.forEach((key, check) -> check.accept(place.get(key)));
        };
    }

    private static Consumer<Place> each(Consumer<Place> element) {
        return place -> place.elements(MAX_ELEMENTS).forEach(element);
    }
}
