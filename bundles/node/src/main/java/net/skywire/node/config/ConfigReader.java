package net.skywire.node.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.skywire.app.AppConfig;
import net.skywire.app.PubKey;
import net.skywire.host.NodeMode;
import tools.jackson.databind.JsonNode;

/** Reads a whole configuration: {@code skywire-config.json} of a Go node, with our settings under one key. */
final class ConfigReader {

    /** Under which our settings are. */
    static final String OURS = "skywire-osgi";

    static final Map<String, NodeMode> MODES =
            Map.of("embedded", NodeMode.EMBEDDED, "attached", NodeMode.ATTACHED, "both", NodeMode.BOTH);

    private static final Set<String> KEYS = Set.of(
            "version", "node", "apps", "apps_path", "local_path", "log_level", "shutdown_timeout", OURS, "$schema");
    private static final Set<String> OUR_KEYS =
            Set.of("node", "descriptors", "codec", "signatures", "drain", "trial", "apps");
    private static final Map<String, String> DESCRIPTORS = Map.of("auto", "auto", "jna", "jna", "panama", "panama");
    private static final Map<String, String> CODECS =
            Map.of("auto", "auto", "java", "java", "jni", "jni", "panama", "panama");
    private static final Map<String, String> SIGNATURES = Map.of("required", "required", "development", "development");
    private static final Map<String, String> LEVELS = Map.of(
            "panic", "SEVERE",
            "fatal", "SEVERE",
            "error", "SEVERE",
            "warn", "WARNING",
            "warning", "WARNING",
            "info", "INFO",
            "debug", "FINE",
            "trace", "FINEST");
    private static final Duration LONGEST_SHUTDOWN = Duration.ofHours(1);
    private static final Duration LONGEST_DRAIN = Duration.ofHours(24);
    private static final Duration LONGEST_TRIAL = Duration.ofHours(24);

    private final Findings findings = new Findings();
    private final Place root;
    private final Place ours;
    private final Folders folders;

    private ConfigReader(JsonNode document, Folders folders) {
        this.root = Place.root(document, findings);
        this.ours = root.get(OURS);
        this.folders = folders;
    }

    /** Reads all, and finds all that is wrong. */
    static Reading read(JsonNode document, Folders folders) {
        return new ConfigReader(document, folders).read();
    }

    private Reading read() {
        root.keys().stream()
                .filter(key -> !KEYS.contains(key) && !OriginalKeys.has(key))
                .forEach(key -> findings.unknown(root.get(key).path()));
        ours.knows(OUR_KEYS);
        OriginalKeys.check(root);
        checkDeployment();
        NodeSettings node = node();
        AppsReader apps = new AppsReader(root.get("apps"), ours.get("apps"), node);
        apps.read(findings);
        NodeConfig config = new NodeConfig(node, apps.right(), apps.modes(), apps.faulty());
        return new Reading(config, findings.faults(), apps.faults(), findings.warnings());
    }

    /** What is said of deployment, which has it from Config Admin. */
    private void checkDeployment() {
        ours.get("signatures").oneOf(SIGNATURES);
        ours.get("drain").duration(LONGEST_DRAIN);
        ours.get("trial").duration(LONGEST_TRIAL);
    }

    private NodeSettings node() {
        NodeSettings normal = NodeSettings.in(folders);
        Place level = root.get("log_level");
        return new NodeSettings(
                version(root.get("version")),
                key(),
                ours.get("node").oneOf(MODES).orElse(normal.mode()),
                ours.get("descriptors").oneOf(DESCRIPTORS).orElse(normal.descriptors()),
                ours.get("codec").oneOf(CODECS).orElse(normal.codec()),
                path(root.get("apps_path")).orElse(normal.appsPath()),
                path(root.get("local_path")).orElse(normal.localPath()),
                level(level),
                root.get("shutdown_timeout")
                        .duration(LONGEST_SHUTDOWN)
                        .filter(timeout -> !timeout.isZero())
                        .orElse(normal.shutdownTimeout()));
    }

    private static Optional<String> level(Place place) {
        Optional<String> text = place.text().filter(level -> !level.isEmpty());
        String level =
                text.map(given -> LEVELS.get(given.toLowerCase(Locale.ROOT))).orElse(null);
        if (text.isPresent() && level == null) {
            place.fault("expected panic, fatal, error, warning, info, debug or trace, got \"" + text.get() + '"');
        }
        return Optional.ofNullable(level);
    }

    private static Optional<String> version(Place place) {
        return place.text().filter(text -> !text.isEmpty()).filter(text -> isVersion(place, text));
    }

    static boolean isVersion(Place place, String text) {
        try {
            return new AppConfig("any", text).version().equals(text);
        } catch (IllegalArgumentException e) {
            place.fault(e.getMessage());
            return false;
        }
    }

    private Optional<Path> path(Place place) {
        Optional<String> text = place.text().filter(path -> !path.isEmpty());
        try {
            return text.map(path -> folders.base().resolve(path).normalize());
        } catch (InvalidPathException e) {
            place.fault("expected a path, got one with a zero character");
            return Optional.empty();
        }
    }

    private Optional<PubKey> key() {
        Place keys = root.get("node");
        keys.knows(Set.of("static_public_key", "static_secret_key"));
        Place open = keys.get("static_public_key");
        Place secret = keys.get("static_secret_key");
        Optional<PubKey> said = open.text().filter(ConfigReader::isKey).flatMap(text -> publicKey(open, text));
        Optional<PubKey> derived = secret(secret).flatMap(text -> ofSecret(secret, text));
        if (said.isPresent() && derived.isPresent() && !said.equals(derived)) {
            open.fault("expected the key that belongs to the secret one, " + derived.get() + ", got " + said.get());
        }
        if (said.isPresent() && derived.isEmpty() && !secret.isGiven()) {
            findings.warn(
                    open.path(), "there is no secret key to it: other nodes will not believe that it is this node's");
        }
        return derived.isPresent() ? derived : said;
    }

    /** Go writes a key that it does not have as zeros. */
    private static boolean isKey(String text) {
        return !text.isEmpty() && text.chars().anyMatch(c -> c != '0');
    }

    private static Optional<String> secret(Place place) {
        if (place.isGiven() && !place.value().isString()) {
            place.fault("expected text of " + Secp256k1.SECRET_DIGITS + " hex digits");
        }
        return Optional.ofNullable(place.value().isString() ? place.value().stringValue() : null)
                .filter(ConfigReader::isKey);
    }

    private static Optional<PubKey> publicKey(Place place, String text) {
        try {
            PubKey key = PubKey.parse(text);
            if (Secp256k1.isOnCurve(key)) {
                return Optional.of(key);
            }
            place.fault("expected a point of secp256k1, got " + key);
        } catch (IllegalArgumentException e) {
            place.fault(e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<PubKey> ofSecret(Place place, String secret) {
        try {
            return Optional.of(Secp256k1.publicOf(secret));
        } catch (IllegalArgumentException e) {
            place.fault(e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether there is a secret key in a configuration. */
    static boolean holdsSecret(JsonNode document) {
        JsonNode secret = document.path("node").path("static_secret_key");
        return secret.isString() && isKey(secret.stringValue());
    }
}
