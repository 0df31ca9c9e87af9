package net.skywire.deploy.signature;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;

/** A key with its certificate, and with those of all who vouch for it. */
public record Identity(PrivateKey key, List<X509Certificate> chain) {

    private static final Map<String, byte[]> ALGORITHMS = Map.of(
            "SHA256withECDSA", Der.sequence(Der.oid("1.2.840.10045.4.3.2")),
            "SHA1withECDSA", Der.sequence(Der.oid("1.2.840.10045.4.1")),
            "SHA256withRSA", Der.sequence(Der.oid("1.2.840.113549.1.1.11"), Der.of(0x05)));
    private static final AtomicLong SERIAL = new AtomicLong(1000);

    /** For signing code, valid for some years, with a key of P-256. */
    public static Identity publisher(String name) {
        return new Maker(name).use(Chain.CODE_SIGNING).make();
    }

    /** @param depth of further CAs below it */
    public static Identity ca(String name, int depth) {
        return new Maker(name).ca(depth).make();
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    CertPath path() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertPath(chain);
    }

    public byte[] pem() throws GeneralSecurityException {
        String text = Base64.getMimeEncoder().encodeToString(certificate().getEncoded());
        return ("-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n").getBytes();
    }

    byte[] sign(byte[] content, String algorithm) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(content);
        return signature.sign();
    }

    static byte[] algorithm(String name) {
        return ALGORITHMS.get(name);
    }

    /** The same, with the issuer's signature written in the other way that ECDSA has for it. */
    Identity twin() throws GeneralSecurityException {
        List<byte[]> parts = Der.parts(certificate().getEncoded());
        List<byte[]> numbers = Der.parts(certificate().getSignature());
        BigInteger second = new BigInteger(Der.content(numbers.get(1)));
        BigInteger order =
                ((ECPublicKey) chain.get(1).getPublicKey()).getParams().getOrder();
        byte[] signature = Der.sequence(numbers.get(0), Der.integer(order.subtract(second)));
        List<X509Certificate> twins = new ArrayList<>(chain);
        twins.set(0, certificate(Der.sequence(parts.get(0), parts.get(1), Der.bits(signature))));
        return new Identity(key, List.copyOf(twins));
    }

    private static X509Certificate certificate(byte[] encoded) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    /** A list of revoked certificates. */
    public X509CRL revoking(BigInteger serial) throws GeneralSecurityException {
        byte[] list = Der.sequence(
                Der.integer(1),
                algorithm("SHA256withECDSA"),
                certificate().getSubjectX500Principal().getEncoded(),
                Der.time(Instant.parse("2024-01-01T00:00:00Z")),
                Der.sequence(Der.sequence(Der.integer(serial), Der.time(Instant.parse("2024-01-01T00:00:00Z")))));
        byte[] all = Der.sequence(list, algorithm("SHA256withECDSA"), Der.bits(sign(list, "SHA256withECDSA")));
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(all));
    }

    /** Makes one of another kind. */
    public static final class Maker {

        private final X500Principal name;
        private final List<byte[]> extensions = new ArrayList<>();
        private Instant from = Instant.parse("2020-01-01T00:00:00Z");
        private Instant until = Instant.parse("2099-01-01T00:00:00Z");
        private String keys = "EC";
        private int bits = 256;
        private String algorithm = "SHA256withECDSA";
        private Identity issuer;

        public Maker(String name) {
            this.name = new X500Principal(name);
        }

        Maker valid(String first, String last) {
            from = Instant.parse(first);
            until = Instant.parse(last);
            return this;
        }

        Maker rsa(int size) {
            keys = "RSA";
            bits = size;
            return with("SHA256withRSA");
        }

        Maker with(String name) {
            algorithm = name;
            return this;
        }

        public Maker by(Identity other) {
            issuer = other;
            return this;
        }

        public Maker use(String oid) {
            return extension("2.5.29.37", Der.sequence(Der.oid(oid)));
        }

        Maker ca(int depth) {
            return extension("2.5.29.19", Der.sequence(Der.truth(), Der.integer(depth)));
        }

        /** @param bits of the key usage, the first the highest */
        Maker usage(int first) {
            return extension("2.5.29.15", Der.of(0x03, new byte[] {0, (byte) first}));
        }

        private Maker extension(String oid, byte[] value) {
            extensions.add(Der.sequence(Der.oid(oid), Der.truth(), Der.octets(value)));
            return this;
        }

        public Identity make() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(keys);
                generator.initialize(bits);
                return make(generator.generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private Identity make(KeyPair pair) throws GeneralSecurityException {
            Identity signer = issuer == null ? new Identity(pair.getPrivate(), List.of()) : issuer;
            X500Principal by = issuer == null ? name : issuer.certificate().getSubjectX500Principal();
            byte[] body = Der.sequence(
                    Der.of(0xA0, Der.integer(2)),
                    Der.integer(SERIAL.incrementAndGet()),
                    algorithm(algorithm),
                    by.getEncoded(),
                    Der.sequence(Der.time(from), Der.time(until)),
                    name.getEncoded(),
                    pair.getPublic().getEncoded(),
                    extensions.isEmpty() ? new byte[0] : Der.of(0xA3, Der.sequence(extensions.toArray(new byte[0][]))));
            byte[] all = Der.sequence(body, algorithm(algorithm), Der.bits(signer.sign(body, algorithm)));
            List<X509Certificate> chain = new ArrayList<>(signer.chain());
            chain.add(0, certificate(all));
            return new Identity(pair.getPrivate(), List.copyOf(chain));
        }
    }
}
