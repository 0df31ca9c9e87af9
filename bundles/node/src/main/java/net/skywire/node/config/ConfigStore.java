package net.skywire.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.skywire.host.file.WholeFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration that counts, and its file. Of the first one, entries of apps may be wrong, and those apps are left
 * out; a later one with a fault that is not there already is not taken at all. Used by one thread at a time.
 */
final class ConfigStore {

    private final Optional<Path> file;
    private final Folders folders;
    private ObjectNode document;
    private Reading reading;

    /** @param file to read and write; empty if all comes from elsewhere */
    ConfigStore(Optional<Path> file, Folders folders) {
        this.file = file;
        this.folders = folders;
    }

    /** Whether any configuration counts yet. */
    boolean isLoaded() {
        return document != null;
    }

    /** A copy. */
    ObjectNode document() {
        return document == null ? JsonNodeFactory.instance.objectNode() : document.deepCopy();
    }

    NodeConfig config() {
        return reading.config();
    }

    /** What is still wrong with the configuration that counts, and what is odd. */
    Reading reading() {
        return reading;
    }

    /**
     * Takes what stands in the file.
     *
     * @return whether anything is different now
     */
    boolean load() throws IOException {
        Path path = file.orElseThrow();
        JsonNode fresh = JsonFile.read(path);
        Reading found = check(fresh, path, folders);
        refuseNewFaults(found);
        return take(fresh, found);
    }

    /** Reads a configuration with all that is wrong with its file beside. */
    static Reading check(JsonNode document, Path file, Folders folders) throws IOException {
        Reading found = document.isObject()
                ? ConfigReader.read(document, folders)
                : new Reading(
                        NodeConfig.NONE,
                        List.of(new Fault("$", "expected an object, got another value")),
                        List.of(),
                        List.of());
        if (!ConfigReader.holdsSecret(document) || SecretFile.isSecret(file)) {
            return found;
        }
        List<Fault> faults = new ArrayList<>(found.nodeFaults());
        faults.add(new Fault("$.node.static_secret_key", SecretFile.openTo(file)));
        return new Reading(found.config(), faults, found.appFaults(), found.warnings());
    }

    /**
     * Takes another configuration, and writes it into the file.
     *
     * @return whether anything is different now
     */
    boolean change(ObjectNode fresh) throws IOException {
        Reading found = ConfigReader.read(fresh, folders);
        refuseNewFaults(found);
        if (!fresh.equals(document) && file.isPresent()) {
            write(file.get(), fresh);
        }
        return take(fresh.deepCopy(), found);
    }

    private void refuseNewFaults(Reading found) throws RefusedConfigException {
        List<Fault> fresh = new ArrayList<>(found.nodeFaults());
        if (document != null) {
            fresh.addAll(found.appFaults());
            fresh.removeAll(reading.appFaults());
        }
        if (!fresh.isEmpty()) {
            throw new RefusedConfigException(fresh.stream().map(Fault::toString).toList());
        }
    }

    private boolean take(JsonNode fresh, Reading found) {
        boolean changed = !fresh.equals(document) || !found.config().equals(reading.config());
        document = (ObjectNode) fresh;
        reading = found;
        return changed;
    }

    private static void write(Path file, ObjectNode fresh) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file;
        Set<PosixFilePermission> mode = Files.exists(real) ? SecretFile.permissions(real) : WholeFile.SECRET;
        Files.createDirectories(real.getParent());
        WholeFile.write(real, JsonFile.write(fresh), mode);
    }
}
