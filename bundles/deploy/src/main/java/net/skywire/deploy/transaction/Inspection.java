package net.skywire.deploy.transaction;

import java.nio.file.Path;
import java.util.Optional;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.jar.AppBundleJar;
import net.skywire.deploy.signature.BadSignatureException;
import net.skywire.deploy.signature.SignatureCheck;

/** Looks at jars before anything is done with them. For one thread at a time. */
final class Inspection {

    private final SignatureCheck signatures;

    Inspection(SignatureCheck signatures) {
        this.signatures = signatures;
    }

    /** @param file nobody else's */
    Candidate inspect(Path file, String digest, String origin) throws RefusedException {
        AppBundleJar jar = AppBundleJar.read(file);
        return new Candidate(jar, digest, origin, publisher(file));
    }

    /** Who has signed it; empty if nobody has and nobody need have. */
    Optional<String> publisher(Path file) throws RefusedException {
        try {
            return signatures.check(file);
        } catch (BadSignatureException e) {
            throw new RefusedException(e.getMessage());
        }
    }
}
