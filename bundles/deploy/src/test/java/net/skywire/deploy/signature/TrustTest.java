package net.skywire.deploy.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Optional;
import net.skywire.deploy.publisher.Fingerprint;
import org.junit.jupiter.api.Test;

/** A signature check, of who has signed a jar ... */
class TrustTest extends Checked {

    private static Identity.Maker publisher(String name) {
        return new Identity.Maker(name).use(Chain.CODE_SIGNING);
    }

    private void write(String file, String text) throws Exception {
        Files.writeString(publishers.resolve(file), text);
    }

    private static String fingerprint(Identity identity) {
        return Fingerprint.of(identity.certificate()).hex();
    }

    @Test
    void saysWhoAStrangerIsAndHowToTrustIt() throws Exception {
        trust("alice.pem", ALICE);
        String fingerprint = fingerprint(MALLORY);

        assertEquals(
                "expected a publisher in " + publishers + ", got CN=Mallory with SHA-256 fingerprint " + fingerprint
                        + "; to trust it: bin/skywire-osgi publishers add " + fingerprint + " NAME",
                refusal(signed(MALLORY)));
    }

    @Test
    void trustsAtOnceWhoIsAddedByFingerprintAndNoLongerWhoIsTakenOut() throws Exception {
        write(
                "trusted",
                "# friends\n\n" + fingerprint(ALICE).toUpperCase().replaceAll("(..)(?!$)", "$1:") + "  Alice B\n");
        assertEquals(Optional.of("Alice B"), check(signed(ALICE)));

        write("trusted", "");
        assertTrue(refusal(signed(ALICE)).startsWith("expected a publisher in "));
    }

    @Test
    void trustsWhomATrustedCaVouchesFor() throws Exception {
        Identity root = Identity.ca("CN=Root", 1);
        Identity middle = new Identity.Maker("CN=Middle").ca(0).by(root).make();
        Identity signer = publisher("CN=Signer").by(middle).make();
        trust("root.crt", root);
        assertEquals(Optional.of("root"), check(signed(signer)));

        Identity alone = new Identity(signer.key(), signer.chain().subList(0, 2));
        assertEquals(Optional.of("root"), check(signed(alone)), "the root is here, and need not be in the jar");

        Files.delete(publishers.resolve("root.crt"));
        write("trusted", fingerprint(middle) + " middle");
        assertEquals(Optional.of("middle"), check(signed(signer)));
    }

    @Test
    void trustsNobodyForWhomAPublisherVouches() throws Exception {
        trust("alice.pem", ALICE);

        assertEquals(
                "expected a CA that may vouch for CN=Eve, got CN=Alice,O=Example, which may not",
                refusal(signed(publisher("CN=Eve").by(ALICE).make())));
    }

    @Test
    void keepsACaToItsLimits() throws Exception {
        Identity root = Identity.ca("CN=Root", 0);
        Identity middle = new Identity.Maker("CN=Middle").ca(0).by(root).make();
        trust("root.pem", root);
        assertEquals(
                "expected a CA that may vouch for CN=Signer, got CN=Root, which may not",
                refusal(signed(publisher("CN=Signer").by(middle).make())));

        Identity noSigner = new Identity.Maker("CN=Usage").ca(0).usage(0x80).make();
        trust("usage.pem", noSigner);
        assertTrue(refusal(signed(publisher("CN=Signer").by(noSigner).make())).endsWith("CN=Usage, which may not"));

        Identity between = publisher("CN=Between").by(Identity.ca("CN=Deep", 3)).make();
        trust("deep.pem", new Identity(between.key(), between.chain().subList(1, 2)));
        assertTrue(refusal(signed(publisher("CN=Signer").by(between).make()))
                .startsWith("expected certificates from CN=Deep to CN=Signer that hold, got: "));
    }

    @Test
    void refusesAForgedIssuer() throws Exception {
        Identity root = Identity.ca("CN=Root", 0);
        Identity forged = Identity.ca("CN=Root", 0);
        trust("root.pem", root);
        Identity signer = publisher("CN=Signer").by(forged).make();

        assertTrue(refusal(signed(signer)).startsWith("expected a publisher in "));
        Identity mixed = new Identity(signer.key(), java.util.List.of(signer.certificate(), root.certificate()));
        assertTrue(refusal(signed(mixed)).startsWith("expected "));
    }

    @Test
    void refusesACertificateThatIsNotForCode() throws Exception {
        Identity none = new Identity.Maker("CN=None").make();
        Identity server =
                new Identity.Maker("CN=Server").use("1.3.6.1.5.5.7.3.1").make();
        Identity any = new Identity.Maker("CN=Any").use("2.5.29.37.0").make();
        Identity usage = publisher("CN=Usage").usage(0x40).make();
        for (Identity identity : new Identity[] {none, server, any, usage}) {
            trust("it.pem", identity);
            assertEquals(
                    "expected a certificate for code signing (extended key usage codeSigning), got one of "
                            + identity.certificate().getSubjectX500Principal() + " for something else",
                    refusal(signed(identity)));
        }
        Identity both = publisher("CN=Both").usage(0x80).make();
        trust("it.pem", both);
        assertEquals(Optional.of("it"), check(signed(both)));
    }

    @Test
    void refusesACertificateSignedWithAWeakDigest() throws Exception {
        Identity root = Identity.ca("CN=Root", 0);
        Identity weak = publisher("CN=Weak").by(root).with("SHA1withECDSA").make();
        trust("root.pem", root);
        assertEquals(
                "expected a certificate signed with SHA-256 or better, got CN=Weak with SHA1withECDSA",
                refusal(signed(weak)));

        trust("weak.pem", weak);
        assertEquals(Optional.of("weak"), check(signed(weak)), "whoever is trusted need not be vouched for");
    }

    @Test
    void refusesKeysThatAreTooShort() throws Exception {
        Identity enough = publisher("CN=Enough").rsa(2048).make();
        Identity small = publisher("CN=Small").rsa(2040).make();
        trust("enough.pem", enough);
        trust("small.pem", small);
        assertEquals(Optional.of("enough"), check(signed(enough)));
        assertEquals(
                "expected a key of 2048 bits or more, for curves 224, got RSA of 2040 bits of CN=Small",
                refusal(signed(small)));

        Identity root = new Identity.Maker("CN=Root").rsa(1024).ca(0).make();
        trust("root.pem", root);
        assertTrue(refusal(signed(
                        publisher("CN=Signer").by(root).with("SHA256withRSA").make()))
                .endsWith("got RSA of 1024 bits of CN=Root"));
    }

    @Test
    void keepsACaToItsUse() throws Exception {
        Identity root = Identity.ca("CN=Root", 1);
        trust("root.pem", root);
        Identity servers = new Identity.Maker("CN=Servers")
                .ca(0)
                .use("1.3.6.1.5.5.7.3.1")
                .by(root)
                .make();
        assertEquals(
                "expected a certificate for code signing (extended key usage codeSigning), got one of CN=Servers for"
                        + " something else",
                refusal(signed(publisher("CN=Signer").by(servers).make())));

        for (String use : new String[] {Chain.CODE_SIGNING, "2.5.29.37.0"}) {
            Identity fine =
                    new Identity.Maker("CN=Fine").ca(0).use(use).by(root).make();
            assertEquals(
                    Optional.of("root"),
                    check(signed(publisher("CN=Signer").by(fine).make())));
        }
    }

    @Test
    void refusesARevokedKeyHoweverItsCertificateIsWritten() throws Exception {
        Identity root = Identity.ca("CN=Root", 0);
        Identity signer = publisher("CN=Signer").by(root).make();
        Identity twin = signer.twin();
        trust("root.pem", root);
        write("revoked", fingerprint(signer));
        assertEquals(Optional.of("root"), check(signed(twin)), "another fingerprint, as good a signature");

        write("revoked", Fingerprint.ofKey(signer.certificate()).hex());

        assertTrue(refusal(signed(signer)).endsWith("revoked line 1"));
        assertTrue(refusal(signed(twin)).endsWith("revoked line 1"));
    }

    @Test
    void refusesWhoIsRevoked() throws Exception {
        Identity root = Identity.ca("CN=Root", 0);
        Identity signer = publisher("CN=Signer").by(root).make();
        trust("root.pem", root);
        String serial = signer.certificate().getSerialNumber().toString(16);

        for (String line : new String[] {fingerprint(signer), serial, fingerprint(root) + " the CA"}) {
            write("revoked", "# gone\n" + line + "\n");
            String refusal = refusal(signed(signer));
            assertTrue(refusal.startsWith("expected a publisher that is not revoked, got CN="), refusal);
            assertTrue(refusal.endsWith(", revoked by " + publishers.resolve("revoked") + " line 2"), refusal);
        }
        write("revoked", fingerprint(ALICE));
        assertEquals(Optional.of("root"), check(signed(signer)));
    }

    @Test
    void refusesWhomAListOfTheirCaRevokes() throws Exception {
        Identity root = Identity.ca("CN=Root", 0);
        Identity signer = publisher("CN=Signer").by(root).make();
        trust("root.pem", root);
        var number = signer.certificate().getSerialNumber();

        Files.write(
                publishers.resolve("other.crl"),
                Identity.ca("CN=Other", 0).revoking(number).getEncoded());
        assertEquals(Optional.of("root"), check(signed(signer)));

        Files.write(publishers.resolve("root.crl"), root.revoking(number).getEncoded());
        assertTrue(refusal(signed(signer)).endsWith(", revoked by " + publishers.resolve("root.crl")));
    }

    @Test
    void trustsNobodyWhileItCannotBeKnownWhoIsRevoked() throws Exception {
        trust("alice.pem", ALICE);
        write("root.crl", "no list");

        String refusal = refusal(signed(ALICE));

        assertTrue(
                refusal.startsWith("nobody can be trusted, " + publishers.resolve("root.crl")
                        + ": expected a CRL that can be read: "),
                refusal);
    }
}
