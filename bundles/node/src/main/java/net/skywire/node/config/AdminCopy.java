package net.skywire.node.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import tools.jackson.databind.node.ObjectNode;

/** The configuration as Config Admin has it. What is there and was not given by us is a change of somebody else's. */
final class AdminCopy {

    static final String NODE_PID = "net.skywire.node";
    static final String APP_PID = "net.skywire.app";

    /** Marks what we gave, with the file it is from, so that it is known as ours after a restart. */
    private static final String SOURCE = ".skywire.config";

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final String ANY_BUNDLE = "?";

    private final ConfigurationAdmin admin;
    private final Map<String, Map<String, Object>> given = new HashMap<>();

    /** What was there when changes were last taken. */
    private final Map<String, Map<String, Object>> seen = new HashMap<>();

    private boolean behind;

    /** One configuration there. */
    private record Present(Configuration configuration, Map<String, Object> flat, boolean isOurs) {

        /** Null for the node's. */
        String app() {
            String pid = configuration.getPid();
            if (pid.equals(NODE_PID)) {
                return null;
            }
            return flat.get("app") instanceof String name ? name : pid.substring(pid.indexOf('~') + 1);
        }
    }

    AdminCopy(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** Whether Config Admin has something that does not count. */
    boolean isBehind() {
        return behind;
    }

    /**
     * Hands what others have changed there to the store. What it refuses is put back by {@link #give}.
     *
     * @return whether anything is different in the store
     */
    boolean takeChanges(ConfigStore store) throws IOException {
        Map<String, Present> present = present();
        seen.clear();
        present.forEach((pid, there) -> seen.put(pid, there.flat));
        List<String> changed = new ArrayList<>();
        present.forEach((pid, there) -> {
            boolean old = there.isOurs && !given.containsKey(pid);
            if (!old && !there.flat.equals(given.get(pid))) {
                changed.add(pid);
            }
        });
        given.keySet().stream().filter(pid -> !present.containsKey(pid)).forEach(changed::add);
        behind = !changed.isEmpty();
        if (changed.isEmpty() || take(changed, present, store)) {
            return !changed.isEmpty();
        }
        boolean any = false;
        for (String pid : changed) {
            any |= changed.size() > 1 && take(List.of(pid), present, store);
        }
        return any;
    }

    private boolean take(List<String> changed, Map<String, Present> present, ConfigStore store) {
        ObjectNode next = store.document();
        for (String pid : changed) {
            apply(next, pid, present.get(pid));
        }
        try {
            store.change(next);
            return true;
        } catch (RefusedConfigException e) {
            if (changed.size() == 1) {
                e.reasons().forEach(reason -> sayPutBack(changed.get(0), reason));
            }
        } catch (IOException e) {
            changed.forEach(pid -> sayPutBack(pid, "it cannot be written: " + e));
        }
        return false;
    }

    private static void sayPutBack(String pid, String reason) {
        LOG.log(Level.ERROR, "{0} in Config Admin is put back as it was: {1}", pid, reason);
    }

    private void apply(ObjectNode document, String pid, Present there) {
        if (pid.equals(NODE_PID)) {
            FlatForm.setNode(document, there == null ? Map.of() : there.flat);
        } else if (there == null) {
            FlatForm.removeApp(document, String.valueOf(given.get(pid).get("app")));
        } else {
            Map<String, Object> flat = new TreeMap<>(there.flat);
            flat.put("app", there.app());
            if (given.containsKey(pid) && !there.app().equals(given.get(pid).get("app"))) {
                FlatForm.removeApp(document, String.valueOf(given.get(pid).get("app")));
            }
            FlatForm.setApp(document, there.app(), flat);
        }
    }

    /**
     * Makes Config Admin have just this; touches only what differs, and nothing that others have changed since changes
     * were taken: that is a change to be taken next.
     */
    void give(ObjectNode document, String source) throws IOException {
        Map<String, Present> present = present();
        Map<String, Map<String, Object>> next = new TreeMap<>();
        next.put(NODE_PID, FlatForm.ofNode(document));
        Set<String> taken = new TreeSet<>();
        for (String app : FlatForm.apps(document)) {
            next.put(pidOf(app, present, taken), FlatForm.ofApp(document, app));
        }
        for (Present there : present.values()) {
            String pid = there.configuration.getPid();
            if (!next.containsKey(pid) && there.flat.equals(seen.get(pid))) {
                there.configuration.delete();
            }
        }
        for (var each : next.entrySet()) {
            give(each.getKey(), each.getValue(), present.get(each.getKey()), source);
        }
        given.clear();
        given.putAll(next);
        behind = false;
    }

    private void give(String pid, Map<String, Object> flat, Present there, String source) throws IOException {
        boolean changedSince = there == null ? seen.containsKey(pid) : !there.flat.equals(seen.get(pid));
        if (!changedSince && (there == null || !there.flat.equals(flat))) {
            var properties = FlatForm.toDictionary(flat);
            properties.put(SOURCE, source);
            (there == null ? configuration(pid) : there.configuration).update(properties);
        }
    }

    private static String pidOf(String app, Map<String, Present> present, Set<String> taken) {
        return present.values().stream()
                .filter(there -> app.equals(there.app()))
                .map(there -> there.configuration.getPid())
                .filter(taken::add)
                .findFirst()
                .orElse(APP_PID + '~' + app);
    }

    private Configuration configuration(String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, ANY_BUNDLE)
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), ANY_BUNDLE);
    }

    private Map<String, Present> present() throws IOException {
        Map<String, Present> present = new TreeMap<>();
        try {
            Configuration[] all =
                    admin.listConfigurations("(|(service.pid=" + NODE_PID + ")(service.factoryPid=" + APP_PID + "))");
            for (Configuration configuration : all == null ? new Configuration[0] : all) {
                var properties = configuration.getProperties();
                if (properties != null) {
                    present.put(
                            configuration.getPid(),
                            new Present(configuration, FlatForm.of(properties), properties.get(SOURCE) != null));
                }
            }
            return present;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
