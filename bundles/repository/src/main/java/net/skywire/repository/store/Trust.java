package net.skywire.repository.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import net.skywire.deploy.publisher.PublishersFolder;
import net.skywire.deploy.signature.BadSignatureException;
import net.skywire.deploy.signature.SignatureCheck;
import net.skywire.deploy.signature.SignatureMode;

/**
 * Whose indexes and jars are taken: those whose apps are. Any thread may call.
 *
 * @param publishers the operator's folder of them
 */
public record Trust(Path publishers, SignatureMode mode) {

    /**
     * @param jar nobody else's, and with limits kept
     * @param what to call it when it is refused
     * @return the publisher's name; empty if it is not signed and need not be
     * @throws IOException if it is not to be trusted; the message says why
     */
    public Optional<String> check(Path jar, String what) throws IOException {
        try {
            return new SignatureCheck(mode, new PublishersFolder(publishers)).check(jar);
        } catch (BadSignatureException e) {
            throw new IOException(what + ": " + e.getMessage(), e);
        }
    }
}
