package net.skywire.deploy.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.store.Digest;
import net.skywire.deploy.store.Store;

/**
 * The refused files, and what the operator has been told of each: the same about the same content is told once, and
 * a file that is still being written is not complained of at each step. For one thread, but where it says otherwise.
 */
final class Refusals {

    private record Told(String reason, long length, String digest, boolean dependsOnOthers) {}

    private final Map<String, Told> byName = new LinkedHashMap<>();
    private final int most;
    private volatile List<String> lines = List.of();

    /** @param most files to remember; beyond these, the oldest is forgotten */
    Refusals(int most) {
        this.most = most;
    }

    /** Remembers why {@code file} was refused; whether that is news for the operator. */
    boolean add(Path file, RefusedException refused) throws IOException {
        String name = file.getFileName().toString();
        Told before = byName.get(name);
        boolean known = before != null
                && before.reason().equals(refused.getMessage())
                && before.digest().equals(Digest.of(file, before.length()));
        long length = Math.min(Files.size(file), Store.MAX_LENGTH);
        Told told = known
                ? before
                : new Told(refused.getMessage(), length, Digest.of(file, length), refused.dependsOnOthers());
        byName.remove(name);
        byName.put(name, told);
        if (byName.size() > most) {
            byName.remove(byName.keySet().iterator().next());
        }
        tell();
        return !known;
    }

    void forget(String name) {
        if (byName.remove(name) != null) {
            tell();
        }
    }

    private void tell() {
        lines = byName.entrySet().stream()
                .map(entry ->
                        "refused " + entry.getKey() + ": " + entry.getValue().reason())
                .toList();
    }

    /** What there is to say of each; from any thread. */
    List<String> lines() {
        return lines;
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The names of those that may pass once other bundles have come or gone. */
    List<String> dependingOnOthers() {
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().dependsOnOthers())
                .map(Map.Entry::getKey)
                .toList();
    }
}
