package net.skywire.deploy.transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.skywire.deploy.jar.AppBundleJar;
import net.skywire.deploy.store.Revision;

/**
 * A jar that is whole and signed as it has to be.
 *
 * @param digest of its jar
 * @param publisher who has signed it
 */
record Candidate(AppBundleJar jar, String digest, String origin, Optional<String> publisher) {

    String symbolicName() {
        return jar.symbolicName();
    }

    Revision revision(Instant now, List<String> libraries) {
        return new Revision(jar.version().toString(), digest, origin, publisher, now, jar.asks(), libraries);
    }

    /** For the log. */
    @Override
    public String toString() {
        return jar + publisher.map(name -> " signed by " + name).orElse("");
    }
}
