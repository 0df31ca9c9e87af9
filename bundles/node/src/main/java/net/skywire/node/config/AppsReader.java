package net.skywire.node.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.skywire.app.AppConfig;
import net.skywire.host.NodeMode;

/** Reads the list of apps. An entry that is wrong leaves the others right. */
final class AppsReader {

    private static final Map<Integer, Set<String>> RESERVED = Map.of(
            1, Set.of("chat", "skychat"), 2, Set.of("therealssh", "ssh"), 3, Set.of("therealproxy", "socksproxy"));

    private final Place entries;
    private final Place ours;
    private final NodeSettings node;
    private final Map<String, AppSettings> right = new LinkedHashMap<>();
    private final Map<String, NodeMode> modes = new HashMap<>();
    private final Map<String, String> faulty = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<Integer, String> takers = new TreeMap<>();

    AppsReader(Place entries, Place ours, NodeSettings node) {
        this.entries = entries;
        this.ours = ours;
        this.node = node;
    }

    /** @param general for what is found beside faults of single apps */
    void read(Findings general) {
        for (Place entry : entries.elements(NodeConfig.MAX_APPS)) {
            Findings own = new Findings();
            String name = read(entry.with(own));
            general.addAllButFaults(own);
            faults.addAll(own.faults());
            if (own.hasFaults() && name != null) {
                right.remove(name);
                faulty.putIfAbsent(name, own.faults().get(0).toString());
            }
        }
        ours.keys().stream().filter(name -> !names.contains(name)).forEach(name -> readUnlisted(name, general));
    }

    /** So that a fault does not hide until the app is on the list. */
    private void readUnlisted(String name, Findings general) {
        Findings own = new Findings();
        Place place = ours.get(name).with(own);
        own.warn(place.path(), "no app of this name is on the list");
        AppReader reader = new AppReader("unlisted", entries.get(name).with(own), place, node);
        reader.read();
        reader.mode();
        general.addAllButFaults(own);
        faults.addAll(own.faults());
    }

    /** Null if the app has no name. */
    private String read(Place entry) {
        if (!entry.value().isObject()) {
            entry.fault("expected an object such as {\"app\": \"chat\", \"port\": 1}, got another value");
            return null;
        }
        String name = name(entry.get("app"));
        if (name == null) {
            return null;
        }
        AppReader reader = new AppReader(name, entry, ours.get(name).with(entry.findings()), node);
        AppSettings settings = reader.read();
        checkPort(entry, settings);
        Optional<NodeMode> mode = reader.mode();
        if (names.add(name)) {
            right.put(name, settings);
            mode.ifPresent(where -> modes.put(name, where));
        } else {
            entry.get("app").fault("expected each app once, got " + name + " again");
        }
        return name;
    }

    private static String name(Place place) {
        if (!place.isGiven()) {
            place.fault("expected the app's name, got none");
            return null;
        }
        Optional<String> name = place.text();
        try {
            return name.map(text -> new AppConfig(text, "any").name()).orElse(null);
        } catch (IllegalArgumentException e) {
            place.fault(e.getMessage());
            return null;
        }
    }

    private void checkPort(Place entry, AppSettings app) {
        if (app.port().isEmpty()) {
            return;
        }
        int port = app.port().getAsInt();
        Place place = entry.get(entry.get("port").isGiven() ? "port" : "ports");
        String other = takers.putIfAbsent(port, app.name());
        if (other != null && !other.equals(app.name())) {
            place.fault("expected a port for each app, got " + port + " for both " + other + " and " + app.name());
        }
        Set<String> owners = RESERVED.get(port);
        if (owners != null && !owners.contains(app.name().toLowerCase(Locale.ROOT))) {
            place.fault("port " + port + " is reserved for "
                    + owners.stream().sorted().collect(Collectors.joining(" or ")) + ", got " + app.name());
        }
    }

    Map<String, AppSettings> right() {
        return right;
    }

    Map<String, NodeMode> modes() {
        return modes;
    }

    /** By name of an app whose entry is wrong, the first thing that is. */
    Map<String, String> faulty() {
        return faulty;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }
}
