package net.skywire.node.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import net.skywire.app.PubKey;
import net.skywire.host.file.WholeFile;

/**
 * The key by which a node's apps are addressed, where the configuration has none: a pair made when the node first
 * starts. Its secret is kept in {@code node.key}; {@code node.pub} beside it is for people to read.
 */
public final class NodeKey {

    private static final Logger LOG = System.getLogger("net.skywire.node");
    private static final int MAX_FILE = 1024;

    private NodeKey() {}

    /**
     * @param folder of the two files
     * @throws IOException if {@code node.key} is there and holds no secret key or is not kept secret; it is left as it is
     */
    public static PubKey loadOrCreate(Path folder) throws IOException {
        Path secret = folder.resolve("node.key");
        Path open = folder.resolve("node.pub");
        boolean fresh = !Files.exists(secret);
        PubKey key = fresh ? create(secret) : load(secret);
        String text = key + "\n";
        if (!Files.exists(open)
                || !Files.readString(open, StandardCharsets.ISO_8859_1).equals(text)) {
            if (fresh && Files.exists(open)) {
                LOG.log(
                        Level.WARNING,
                        "the node is {0} from now on: to the key in {1} there was no secret one",
                        key,
                        open);
            }
            WholeFile.write(open, text, WholeFile.READABLE);
        }
        return key;
    }

    private static PubKey load(Path file) throws IOException {
        SecretFile.checkSecret(file);
        if (Files.size(file) > MAX_FILE) {
            throw new IOException(file + ": expected a secret key, got " + Files.size(file) + " bytes");
        }
        try {
            String secret = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            return Secp256k1.publicOf(secret.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static PubKey create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        String secret = Secp256k1.newSecret(new SecureRandom());
        WholeFile.write(file, secret + "\n", WholeFile.SECRET);
        return Secp256k1.publicOf(secret);
    }
}
