package net.skywire.deploy.store;

import java.time.Instant;
import java.util.List;
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
 */
public record Revision(
        String version,
        String digest,
        String origin,
        Optional<String> publisher,
        Instant since,
        List<String> asks,
        List<String> libraries) {

    public Revision {
        asks = List.copyOf(asks);
        libraries = List.copyOf(libraries);
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
}
