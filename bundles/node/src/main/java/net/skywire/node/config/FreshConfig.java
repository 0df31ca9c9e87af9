package net.skywire.node.config;

import java.security.SecureRandom;
import net.skywire.app.PubKey;

/** A configuration for a node that has none yet, with a key pair that was never there before. */
record FreshConfig(PubKey key, String text) {

    private static final String TEXT = """
            {
              "version": "1.0",
              "node": {
                "static_public_key": "%s",
                "static_secret_key": "%s"
              },
              "apps": [],
              "apps_path": "./apps",
              "local_path": "./local",
              "log_level": "info",
              "shutdown_timeout": "10s",
              "interfaces": {
                "rpc": "localhost:3435"
              },
              "skywire-osgi": {
                "node": "embedded",
                "descriptors": "auto",
                "codec": "auto",
                "apps": {}
              }
            }
            """;

    static FreshConfig make() {
        String secret = Secp256k1.newSecret(new SecureRandom());
        PubKey key = Secp256k1.publicOf(secret);
        return new FreshConfig(key, TEXT.formatted(key, secret));
    }

    /** The public key alone. */
    @Override
    public String toString() {
        return key.toString();
    }
}
