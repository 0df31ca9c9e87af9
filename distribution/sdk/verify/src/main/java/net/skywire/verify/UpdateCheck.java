package net.skywire.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import net.skywire.deploy.RefusedException;
import net.skywire.deploy.jar.AppBundleJar;

/** Whether a jar can follow another. */
final class UpdateCheck {

    private static final String NAME = "update";

    private UpdateCheck() {}

    static Finding check(Path previous, Path next, AppBundleJar described) throws IOException {
        AppBundleJar before;
        try {
            before = AppBundleJar.read(previous);
        } catch (RefusedException e) {
            return Finding.failed(NAME, previous + ": " + e.getMessage());
        }
        if (!before.symbolicName().equals(described.symbolicName())) {
            return Finding.failed(
                    NAME,
                    "expected the Bundle-SymbolicName " + before.symbolicName() + ", got " + described.symbolicName());
        }
        if (described.version().compareTo(before.version()) <= 0) {
            return Finding.failed(
                    NAME, "expected a Bundle-Version above " + before.version() + ", got " + described.version());
        }
        if (!key(previous).equals(key(next))) {
            return Finding.warning(
                    NAME, "signed with another key than " + before.version() + ": operators have to trust it as well");
        }
        return Finding.ok(NAME, "from " + before.version() + " to " + described.version());
    }

    private static Optional<PublicKey> key(Path jar) throws IOException {
        return SignerCheck.signer(jar).map(X509Certificate::getPublicKey);
    }
}
