package net.skywire.deploy.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A signature check, of when a jar was signed ... */
class SigningTimeTest extends Checked {

    private static final Identity OLD = publisher("CN=Old", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z");

    private static Identity publisher(String name, String first, String last) {
        return new Identity.Maker(name)
                .use(Chain.CODE_SIGNING)
                .valid(first, last)
                .make();
    }

    private static Identity authority(Identity ca) {
        return new Identity.Maker("CN=Time").use(Chain.TIME_STAMPING).by(ca).make();
    }

    /** Also trusts the CA of the authority, if there is a file for it. */
    private byte[] stamped(Identity authority, String time) throws Exception {
        try (TimeStamper stamper = new TimeStamper(authority, time)) {
            return SignedJars.sign(jar(), OLD, "TEST", builder -> builder.tsa(stamper.uri()));
        }
    }

    private void trustTimesOf(Identity ca) throws Exception {
        Files.write(Files.createDirectories(publishers.resolve("time-stamping")).resolve("ca.pem"), ca.pem());
    }

    @Test
    void isNowWithoutATimeStamp() throws Exception {
        Identity early = publisher("CN=Early", "2026-06-01T00:00:01Z", "2027-01-01T00:00:00Z");
        Identity exact = publisher("CN=Exact", "2026-06-01T00:00:00Z", "2026-06-01T00:00:00Z");
        trust("old.pem", OLD);
        trust("early.pem", early);
        trust("exact.pem", exact);

        assertEquals(
                "expected a certificate that is valid at 2026-06-01T00:00:00Z, now, as no trusted time stamp says when"
                        + " it was signed; got CN=Old, valid from 2020-01-01T00:00:00Z until 2021-01-01T00:00:00Z",
                refusal(signed(OLD)));
        assertTrue(refusal(signed(early)).contains("; got CN=Early, valid from 2026-06-01T00:00:01Z"));
        assertEquals(Optional.of("exact"), check(signed(exact)));
    }

    @Test
    void isTheTimeStampsIfItsAuthorityIsTrusted() throws Exception {
        Identity ca = Identity.ca("CN=Times", 0);
        trust("old.pem", OLD);
        byte[] jar = stamped(authority(ca), "2020-06-01T00:00:00Z");
        assertTrue(refusal(jar).contains(", now, as no trusted time stamp says"));

        trustTimesOf(ca);

        assertEquals(Optional.of("old"), check(jar));
        assertEquals(
                "expected a certificate that is valid at 2021-06-01T00:00:00Z, the time of signing; got CN=Old,"
                        + " valid from 2020-01-01T00:00:00Z until 2021-01-01T00:00:00Z",
                refusal(stamped(authority(ca), "2021-06-01T00:00:00Z")));
    }

    @Test
    void isNotThatOfAnAuthorityWhoseOwnTimeIsOver() throws Exception {
        Identity ca = Identity.ca("CN=Times", 0);
        Identity over = new Identity.Maker("CN=Time")
                .use(Chain.TIME_STAMPING)
                .valid("2020-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
                .by(ca)
                .make();
        trust("old.pem", OLD);
        trustTimesOf(ca);

        assertTrue(refusal(stamped(over, "2020-06-01T00:00:00Z")).contains(", now, as no trusted time stamp says"));
    }

    @Test
    void isNotThatOfAForgedAuthority() throws Exception {
        Identity ca = Identity.ca("CN=Times", 0);
        trust("old.pem", OLD);
        trustTimesOf(ca);

        byte[] jar = stamped(authority(Identity.ca("CN=Times", 0)), "2020-06-01T00:00:00Z");

        assertTrue(refusal(jar).contains(", now, as no trusted time stamp says"));
    }

    @Test
    void isNotThatOfARevokedAuthority() throws Exception {
        Identity ca = Identity.ca("CN=Times", 0);
        Identity authority = authority(ca);
        trust("old.pem", OLD);
        trustTimesOf(ca);
        byte[] jar = stamped(authority, "2020-06-01T00:00:00Z");
        assertEquals(Optional.of("old"), check(jar));

        Files.writeString(
                publishers.resolve("revoked"),
                authority.certificate().getSerialNumber().toString(16));

        assertTrue(refusal(jar).contains(", now, as no trusted time stamp says"));
    }

    @Test
    void doesNotCountForWhoIsRevoked() throws Exception {
        Identity ca = Identity.ca("CN=Times", 0);
        trust("old.pem", OLD);
        trustTimesOf(ca);
        byte[] jar = stamped(authority(ca), "2020-06-01T00:00:00Z");
        Files.writeString(
                publishers.resolve("revoked"),
                OLD.certificate().getSerialNumber().toString(16));

        assertTrue(refusal(jar).startsWith("expected a publisher that is not revoked, got CN=Old"));
    }
}
