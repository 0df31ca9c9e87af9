package net.skywire.deploy.signature;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

/** An authority that says of everything that it was there at one time; RFC 3161 over HTTP. */
final class TimeStamper implements AutoCloseable {

    private static final String TOKEN = "1.2.840.113549.1.9.16.1.4";
    private static final byte[] SHA256 = Der.sequence(Der.oid("2.16.840.1.101.3.4.2.1"));
    private static final String ALGORITHM = "SHA256withECDSA";

    private final Identity identity;
    private final Instant time;
    private final HttpServer server;

    TimeStamper(Identity identity, String time) throws IOException {
        this.identity = identity;
        this.time = Instant.parse(time);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<byte[]> request = Der.parts(exchange.getRequestBody().readAllBytes());
            byte[] nonce = request.stream()
                    .skip(2)
                    .filter(part -> part[0] == 0x02)
                    .findFirst()
                    .orElse(new byte[0]);
            byte[] token = Der.sequence(
                    Der.integer(1), Der.oid("1.3.6.1.4.1.1"), request.get(1), Der.integer(7), Der.time(time), nonce);
            byte[] answer = Der.sequence(Der.sequence(Der.integer(0)), signed(token));
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private byte[] signed(byte[] token) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(token);
        byte[] type = Der.sequence(Der.oid("1.2.840.113549.1.9.3"), Der.of(Der.SET, Der.oid(TOKEN)));
        byte[] imprint = Der.sequence(Der.oid("1.2.840.113549.1.9.4"), Der.of(Der.SET, Der.octets(digest)));
        byte[] signature = identity.sign(Der.of(Der.SET, type, imprint), ALGORITHM);
        byte[] signer = Der.sequence(
                Der.integer(1),
                Der.sequence(
                        identity.certificate().getIssuerX500Principal().getEncoded(),
                        Der.integer(identity.certificate().getSerialNumber())),
                SHA256,
                Der.of(0xA0, type, imprint),
                Identity.algorithm(ALGORITHM),
                Der.octets(signature));
        byte[] content = Der.sequence(Der.oid(TOKEN), Der.of(0xA0, Der.octets(token)));
        byte[][] certificates = new byte[identity.chain().size()][];
        for (int at = 0; at < certificates.length; at++) {
            certificates[at] = identity.chain().get(at).getEncoded();
        }
        byte[] data = Der.sequence(
                Der.integer(3), Der.of(Der.SET, SHA256), content, Der.of(0xA0, certificates), Der.of(Der.SET, signer));
        return Der.sequence(Der.oid("1.2.840.113549.1.7.2"), Der.of(0xA0, data));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
