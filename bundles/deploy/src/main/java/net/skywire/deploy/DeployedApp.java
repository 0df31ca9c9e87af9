package net.skywire.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One app as it is deployed.
 *
 * @param version as in its manifest
 * @param digest SHA-256 of its jar, 64 hexadecimal digits
 * @param origin where its jar came from
 * @param publisher who has signed it; empty where nobody has
 * @param since when it was deployed
 * @param permissions what it asks for, a line each
 * @param trial until when it is watched, and rolled back if it fails; empty once it has proved itself
 */
public record DeployedApp(
        String symbolicName,
        String version,
        String digest,
        String origin,
        Optional<String> publisher,
        Instant since,
        List<String> permissions,
        Optional<Instant> trial) {

    public DeployedApp {
        permissions = List.copyOf(permissions);
    }
}
