package net.skywire.deploy.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.skywire.deploy.Deployments;

/**
 * One version of an app, with its jar in the store.
 *
 * @param version as in its manifest
 * @param digest SHA-256 of its jar
 * @param origin where the jar came from
 * @param publisher who has signed it
 * @param since when it was deployed
 * @param asks what it asks for
 * @param libraries digests of the bundles that were installed for it
 * @param configuration what was configured for its apps, by their names, when something else took its place
 */
public record Revision(
        String version,
        String digest,
        String origin,
        Optional<String> publisher,
        Instant since,
        List<String> asks,
        List<String> libraries,
        Map<String, String> configuration) {

    public Revision {
        asks = List.copyOf(asks);
        libraries = List.copyOf(libraries);
        configuration = Map.copyOf(configuration);
    }

    /** One of which nothing is configured so far. */
    public Revision(
            String version,
            String digest,
            String origin,
            Optional<String> publisher,
            Instant since,
            List<String> asks,
            List<String> libraries) {
        this(version, digest, origin, publisher, since, asks, libraries, Map.of());
    }

    /** The name of the watched file that it came from, if it did. */
    public Optional<String> file() {
        return origin.startsWith(Deployments.FILE)
                ? Optional.of(origin.substring(Deployments.FILE.length()))
                : Optional.empty();
    }

    /** Deployed anew. */
    public Revision at(Instant now, List<String> librariesNow) {
        return new Revision(version, digest, origin, publisher, now, asks, librariesNow);
    }

    Revision with(Map<String, String> configured) {
        return new Revision(version, digest, origin, publisher, since, asks, libraries, configured);
    }
}
