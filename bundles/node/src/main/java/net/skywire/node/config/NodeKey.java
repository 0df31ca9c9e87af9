package net.skywire.node.config;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import net.skywire.app.PubKey;

/** The key by which a node's apps are addressed: made when the node first starts, kept in a file of its own. */
public final class NodeKey {

    private static final int MAX_FILE = 1024;
    private static final BigInteger FIELD =
            BigInteger.TWO.pow(256).subtract(BigInteger.TWO.pow(32)).subtract(BigInteger.valueOf(977));
    private static final BigInteger CURVE_B = BigInteger.valueOf(7);

    private NodeKey() {}

    /** @throws IOException if the file is there and holds no key; it is left as it is */
    public static PubKey loadOrCreate(Path file) throws IOException {
        return Files.exists(file) ? load(file) : create(file);
    }

    private static PubKey load(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE) {
            throw new IOException(file + ": expected a public key, got " + Files.size(file) + " bytes");
        }
        try {
            return PubKey.parse(Files.readString(file).strip());
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": expected a public key, got bytes that are no text", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static PubKey create(Path file) throws IOException {
        PubKey key = randomPoint(new SecureRandom());
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, key + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return key;
    }

    /** A point of secp256k1 whose secret key nobody knows: x of any value for which x³+7 is a square. */
    static PubKey randomPoint(SecureRandom random) {
        while (true) {
            BigInteger x = new BigInteger(256, random);
            if (x.compareTo(FIELD) < 0 && isOnCurve(x)) {
                String prefix = random.nextBoolean() ? "02" : "03";
                return PubKey.parse(prefix + String.format("%064x", x));
            }
        }
    }

    static boolean isOnCurve(BigInteger x) {
        BigInteger square = x.modPow(BigInteger.valueOf(3), FIELD).add(CURVE_B).mod(FIELD);
        return square.modPow(FIELD.shiftRight(1), FIELD).equals(BigInteger.ONE);
    }
}
